package dev.aerie.operator.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the reconciler; see {@code application.properties} for the variables. */
@ConfigMapping(prefix = "aerie.operator")
public interface OperatorConfig {

  /** Host of NodePort endpoints; absent: the first node's address. */
  Optional<String> nodeHost();

  /** Clusters of the region whose pods may be restarted for a change at once. */
  @WithDefault("3")
  int maxChanging();

  /** Where processes compete for the lease; absent: this is the only process. */
  Optional<String> leaseNamespace();

  /** Who this process is among them; absent: a random name. */
  Optional<String> identity();

  /** Clusters reconciled at the same time. */
  @WithDefault("8")
  int concurrency();
}
