package dev.aerie.operator.agent;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the agent as written; see {@code application.properties} for the variables. */
@ConfigMapping(prefix = "aerie.agent")
public interface AgentConfig {

  /** Where the control plane is; absent: no agent. */
  Optional<String> controlPlaneUrl();

  /** The region's name. */
  Optional<String> regionName();

  /** What the control plane knows the region by. */
  Optional<String> regionToken();

  /** A cluster's storage is this, a slash and the cluster's id. */
  Optional<String> storageBaseUri();

  /** Folder that keeps the batch number and what is not reported yet. */
  Optional<String> stateDir();
}
