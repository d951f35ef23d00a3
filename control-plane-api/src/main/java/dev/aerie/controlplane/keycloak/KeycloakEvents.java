package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What happened at Keycloak's own pages and token endpoint. Safe for use by many threads. */
@ApplicationScoped
public class KeycloakEvents {
  private final KeycloakAdmin admin;
  private final KeycloakConfig config;

  KeycloakEvents(KeycloakAdmin admin, KeycloakConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * One event.
   *
   * @param subject whose account it is about, as {@code "<issuer> <sub>"}; empty where none was
   *     found
   * @param address where it came from, as Keycloak saw it
   * @param error why something was refused
   * @param credential which kind of credential it is about, such as {@code password} or {@code otp}
   */
  public record Event(
      String id,
      Instant at,
      String type,
      Optional<String> subject,
      String address,
      Optional<String> client,
      Optional<String> error,
      Optional<String> credential) {}

  /**
   * Events of these types, the oldest first.
   *
   * @param from no older ones; all that are kept when empty
   * @param skipped how many of them to leave out
   */
  public List<Event> read(
      Collection<String> types, Optional<Instant> from, int skipped, int limit) {
    String path =
        "/events?direction=asc&first=%d&max=%d%s%s"
            .formatted(
                skipped,
                limit,
                from.map(time -> "&dateFrom=" + time.toEpochMilli()).orElse(""),
                types.stream().map("&type="::concat).collect(Collectors.joining()));
    return admin.find(path).stream()
        .flatMap(events -> StreamSupport.stream(events.spliterator(), false))
        .map(this::event)
        .toList();
  }

  private Event event(JsonNode event) {
    return new Event(
        event.path("id").asText(),
        Instant.ofEpochMilli(event.path("time").asLong()),
        event.path("type").asText(),
        text(event.path("userId")).map(user -> config.issuer() + " " + user),
        event.path("ipAddress").asText(""),
        text(event.path("clientId")),
        text(event.path("error")),
        text(event.at("/details/credential_type")));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }
}
