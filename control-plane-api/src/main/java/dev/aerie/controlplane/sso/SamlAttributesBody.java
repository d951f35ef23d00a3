package dev.aerie.controlplane.sso;

import java.util.Optional;
import java.util.stream.Stream;

/** Which attributes of an assertion to read; what is absent stays as it is. */
public record SamlAttributesBody(
    Optional<String> email, Optional<String> firstName, Optional<String> lastName) {
  /** Names, URIs and URNs; no character that a template of Keycloak gives a meaning. */
  private static final String NAME = "[-\\w.:/#?=&%+~@]{1,200}";

  boolean areNames() {
    return Stream.of(email, firstName, lastName)
        .flatMap(Optional::stream)
        .allMatch(name -> name.matches(NAME));
  }
}
