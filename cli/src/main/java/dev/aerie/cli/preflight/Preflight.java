package dev.aerie.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.kubernetes.Kubectl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks, before a bundle is applied, whether it will work, and says what to do if not. */
public final class Preflight {

  /** Older API servers do not know {@code isCIDR} in the rules of resource definitions. */
  private static final int OLDEST_MINOR = 31;

  private final Path bundle;
  private final Kubectl kubectl;
  private final Optional<Keys> keys;

  /**
   * Keys of the object store.
   *
   * @param access names the key
   * @param secret signs
   * @param from where people have put them
   */
  public record Keys(String access, String secret, String from) {}

  /**
   * @param bundle its folder
   * @param kubectl asks the customer's Kubernetes
   * @param keys of the object store, if neither pods have an identity of their own there nor the
   *     bundle names a Secret
   */
  public Preflight(Path bundle, Kubectl kubectl, Optional<Keys> keys) {
    this.bundle = bundle;
    this.kubectl = kubectl;
    this.keys = keys;
  }

  /** Everything that was looked at, in the order in which it should be put right. */
  public List<Finding> run() {
    List<Finding> found = new ArrayList<>();
    found.add(guarded("version", this::version));
    if (!found.getFirst().passed()) {
      return found;
    }
    List<JsonNode> agent = kubectl.read(bundle.resolve("agent.yaml"));
    found.add(guarded("permissions", this::permissions));
    found.add(guarded("storage class", this::storageClass));
    String storage = value(agent, "AERIE_STORAGE_BASE_URI");
    Optional<StorageSecret.Seen> secret =
        find(agent, "AERIE_STORAGE_CREDENTIALS_SECRET")
            .filter(name -> !name.isEmpty())
            .map(name -> new StorageSecret(kubectl, name).look());
    secret.map(StorageSecret.Seen::finding).ifPresent(found::add);
    found.add(
        new ObjectStoreCheck(storage, secret.flatMap(StorageSecret.Seen::keys).or(() -> keys))
            .check());
    found.add(new EgressCheck(value(agent, "AERIE_CONTROL_PLANE_URL")).check());
    return found;
  }

  private Finding version() {
    JsonNode version = kubectl.get("/version");
    String said = version.path("gitVersion").asText();
    int minor = Integer.parseInt(version.path("minor").asText().replaceAll("\\D", ""));
    return minor >= OLDEST_MINOR
        ? Finding.passed("version", "Kubernetes " + said)
        : Finding.failed(
            "version",
            "Kubernetes " + said,
            "Upgrade it to 1.%d or newer.".formatted(OLDEST_MINOR));
  }

  private Finding permissions() {
    return new Permissions(kubectl)
        .check(
            kubectl.read(bundle.resolve("rbac.yaml")).stream()
                .filter(each -> each.has("rules"))
                .toList());
  }

  private Finding storageClass() {
    List<JsonNode> classes =
        kubectl.get("/apis/storage.k8s.io/v1/storageclasses").path("items").valueStream().toList();
    Optional<String> named =
        classes.stream()
            .filter(
                each ->
                    each.path("metadata")
                        .path("annotations")
                        .path("storageclass.kubernetes.io/is-default-class")
                        .asText()
                        .equals("true"))
            .map(each -> each.path("metadata").path("name").asText())
            .findFirst();
    return named
        .map(name -> Finding.passed("storage class", "The default one is %s.".formatted(name)))
        .orElseGet(
            () ->
                Finding.failed(
                    "storage class",
                    "None of %d is the default, and the agent's volume and caches name none."
                        .formatted(classes.size()),
                    "Mark one by annotation storageclass.kubernetes.io/is-default-class: \"true\","
                        + " of disks that are local or fast."));
  }

  private static String value(List<JsonNode> agent, String variable) {
    return find(agent, variable)
        .orElseThrow(() -> new CliException("agent.yaml sets no " + variable + "."));
  }

  private static Optional<String> find(List<JsonNode> agent, String variable) {
    return agent.stream()
        .flatMap(
            each ->
                each.path("spec").path("template").path("spec").path("containers").valueStream())
        .flatMap(container -> container.path("env").valueStream())
        .filter(entry -> entry.path("name").asText().equals(variable))
        .map(entry -> entry.path("value").asText())
        .findFirst();
  }

  private static Finding guarded(String check, Supplier<Finding> look) {
    try {
      return look.get();
    } catch (CliException failure) {
      return Finding.failed(
          check,
          failure.getMessage(),
          "See that kubectl reaches the cluster with your kubeconfig: kubectl version.");
    }
  }
}
