package dev.aerie.operator.agent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the region's agent.
 *
 * @param controlPlane where the control plane is
 * @param region the region's name
 * @param token enrols the agent, once
 * @param namespace where the Secret with the agent's key is
 * @param keyLife after how long the agent changes its key
 * @param storageBase URI under which each cluster has its storage
 * @param stateDir folder that keeps what is not reported yet
 */
public record AgentSettings(
    URI controlPlane,
    String region,
    String token,
    String namespace,
    Duration keyLife,
    String storageBase,
    Path stateDir) {

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
                    need(
                        config.regionToken(),
                        "AERIE_REGION_TOKEN",
                        "the token that enrols its agent"),
                    config.namespace(),
                    config.keyLife(),
                    withoutSlash(
                        need(
                            config.storageBaseUri(),
                            "AERIE_STORAGE_BASE_URI",
                            "the URI under which clusters keep their data")),
                    Path.of(
                        need(
                            config.stateDir(),
                            "AERIE_STATE_DIR",
                            "a folder for what is not reported yet"))));
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
