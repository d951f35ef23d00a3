package dev.aerie.operator.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the agent as written; see {@code application.properties} for the variables. */
@ConfigMapping(prefix = "aerie.agent")
public interface AgentConfig {

  /** Where the control plane is; absent: no agent. */
  Optional<String> controlPlaneUrl();

  /** The region's name. */
  Optional<String> regionName();

  /** Enrols the agent, once; afterwards it has a key of its own. */
  Optional<String> regionToken();

  /** Namespace of the Secret that keeps the agent's key. */
  @WithDefault("aerie-system")
  String namespace();

  /** After how long the agent changes its key. */
  @WithDefault("P7D")
  Duration keyLife();

  /** A cluster's storage is this, a slash and the cluster's id. */
  Optional<String> storageBaseUri();

  /**
   * Secret of the agent's namespace whose keys open the storage of all clusters; absent: pods have
   * an identity that does.
   */
  Optional<String> storageCredentialsSecret();

  /** The most that a project may have, as resource=amount by comma; absent: no limit. */
  Optional<String> projectQuota();

  /** Whether the control plane may have logs of clusters read. */
  @WithDefault("false")
  boolean logsMayLeave();

  /** Folder that keeps the batch number and what is not reported yet. */
  Optional<String> stateDir();
}
