package dev.aerie.controlplane.exchange;

import java.util.Optional;

/** What a change answers. */
public record Answer(int status, Object body, Optional<String> location) {

  /** 200. */
  public static Answer ok(Object body) {
    return new Answer(200, body, Optional.empty());
  }

  /** 201 at this address. */
  public static Answer created(Object body, String location) {
    return new Answer(201, body, Optional.of(location));
  }

  /** 202: the change is under way. */
  public static Answer accepted(Object body, String location) {
    return new Answer(202, body, Optional.of(location));
  }

  Optional<String> etag() {
    return body instanceof Versioned versioned
        ? Optional.of(versioned.entityTag())
        : Optional.empty();
  }
}
