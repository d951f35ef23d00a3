package dev.aerie.operator.agent;

import io.fabric8.kubernetes.api.model.Quantity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of the region's agent.
 *
 * @param controlPlane where the control plane is
 * @param region the region's name
 * @param token enrols the agent, once; empty when it has been and the token is gone
 * @param namespace where the Secret with the agent's key is
 * @param keyLife after how long the agent changes its key
 * @param storageBase URI under which each cluster has its storage
 * @param storageCredentialsSecret Secret of {@code namespace} with the keys of that storage; empty:
 *     pods have an identity that opens it
 * @param stateDir folder that keeps what is not reported yet
 * @param projectQuota the most that a project may have, by resource; empty: no limit
 * @param logsMayLeave whether the control plane may have logs of clusters read
 */
public record AgentSettings(
    URI controlPlane,
    String region,
    String token,
    String namespace,
    Duration keyLife,
    String storageBase,
    String storageCredentialsSecret,
    Path stateDir,
    Map<String, Quantity> projectQuota,
    boolean logsMayLeave) {

  /** An agent that keeps logs to itself, whose projects have no limit and whose storage no keys. */
  public AgentSettings(
      URI controlPlane,
      String region,
      String token,
      String namespace,
      Duration keyLife,
      String storageBase,
      Path stateDir) {
    this(
        controlPlane,
        region,
        token,
        namespace,
        keyLife,
        storageBase,
        "",
        stateDir,
        Map.of(),
        false);
  }

  /** Takes its own copy. */
  public AgentSettings {
    projectQuota = Map.copyOf(projectQuota);
  }

  /**
   * Reads the settings.
   *
   * @return nothing when no control plane is named: then there is no agent
   * @throws IllegalArgumentException if a control plane is named and something else is missing
   */
  public static Optional<AgentSettings> of(AgentConfig config) {
    return config
        .controlPlaneUrl()
        .map(
            url ->
                new AgentSettings(
                    URI.create(url),
                    need(config.regionName(), "AERIE_REGION_NAME", "the region's name"),
                    config.regionToken().orElse(""),
                    config.namespace(),
                    config.keyLife(),
                    withoutSlash(
                        need(
                            config.storageBaseUri(),
                            "AERIE_STORAGE_BASE_URI",
                            "the URI under which clusters keep their data")),
                    config.storageCredentialsSecret().orElse(""),
                    Path.of(
                        need(
                            config.stateDir(),
                            "AERIE_STATE_DIR",
                            "a folder for what is not reported yet")),
                    quota(config.projectQuota().orElse("")),
                    config.logsMayLeave()));
  }

  private static Map<String, Quantity> quota(String text) {
    Map<String, Quantity> quota = new TreeMap<>();
    try {
      for (String part : text.isBlank() || text.equals("none") ? new String[0] : text.split(",")) {
        String[] pair = part.strip().split("=", 2);
        quota.put(pair[0], new Quantity(pair[1]));
        quota.get(pair[0]).getNumericalAmount();
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "AERIE_PROJECT_QUOTA is %s: write resource=amount, by comma, such as pods=200,requests.cpu=64."
              .formatted(text),
          e);
    }
    return quota;
  }

  private static String need(Optional<String> value, String variable, String what) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "%s is not set, but AERIE_CONTROL_PLANE_URL is: give %s, or no control plane."
                    .formatted(variable, what)));
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") && !uri.endsWith(":///") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
