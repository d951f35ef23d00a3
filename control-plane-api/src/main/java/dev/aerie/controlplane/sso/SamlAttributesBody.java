package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** Which attributes of an assertion to read; what is absent stays as it is. */
public record SamlAttributesBody(
    Optional<String> email, Optional<String> firstName, Optional<String> lastName) {
  /** Names, URIs and URNs; no character that a template of Keycloak gives a meaning. */
  private static final String NAME = "[-\\w.:/#?=&%+~@]{1,200}";

  void check(Checks checks) {
    check(checks, "email", email);
    check(checks, "firstName", firstName);
    check(checks, "lastName", lastName);
  }

  private static void check(Checks checks, String field, Optional<String> name) {
    checks.must(
        name.map(one -> one.matches(NAME)).orElse(true),
        "saml.attributes." + field,
        "must be the name of an attribute, 1 to 200 characters");
  }
}
