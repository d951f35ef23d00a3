package dev.aerie.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.kubernetes.Kubectl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Whether the Secret that opens the object store is there, and what is in it. */
final class StorageSecret {

  private static final String CHECK = "storage secret";
  private static final String NAMESPACE = "aerie-system";
  private static final List<String> ENTRIES = List.of("accessKey", "secretKey");

  private final Kubectl kubectl;
  private final String name;

  /**
   * What was seen.
   *
   * @param finding for people
   * @param keys those in it, if it has both
   */
  record Seen(Finding finding, Optional<Preflight.Keys> keys) {}

  StorageSecret(Kubectl kubectl, String name) {
    this.kubectl = kubectl;
    this.name = name;
  }

  Seen look() {
    JsonNode entries;
    try {
      entries =
          kubectl.get("/api/v1/namespaces/%s/secrets/%s".formatted(NAMESPACE, name)).path("data");
    } catch (CliException refusal) {
      return refusal.getMessage().contains("NotFound")
          ? failed(fullName() + " is not there.", "kubectl create namespace " + NAMESPACE)
          : new Seen(
              Finding.failed(
                  CHECK, refusal.getMessage(), "Be allowed to read %s.".formatted(fullName())),
              Optional.empty());
    }
    List<String> lacking = ENTRIES.stream().filter(each -> text(entries, each).isEmpty()).toList();
    return lacking.isEmpty()
        ? new Seen(
            Finding.passed(CHECK, fullName() + " has both entries."),
            Optional.of(
                new Preflight.Keys(
                    text(entries, "accessKey"), text(entries, "secretKey"), fullName())))
        : failed(
            "%s lacks %s.".formatted(fullName(), String.join(" and ", lacking)),
            "kubectl -n %s delete secret %s".formatted(NAMESPACE, name));
  }

  private Seen failed(String said, String first) {
    return new Seen(
        Finding.failed(
            CHECK,
            said,
            "%s; kubectl -n %s create secret generic %s --from-literal=accessKey=… --from-literal=secretKey=…"
                .formatted(first, NAMESPACE, name)),
        Optional.empty());
  }

  private String fullName() {
    return "Secret %s/%s".formatted(NAMESPACE, name);
  }

  private static String text(JsonNode entries, String name) {
    return new String(
        Base64.getDecoder().decode(entries.path(name).asText()), StandardCharsets.UTF_8);
  }
}
