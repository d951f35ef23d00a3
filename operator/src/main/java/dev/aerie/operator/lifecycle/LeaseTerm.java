package dev.aerie.operator.lifecycle;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers the turns in which processes act. Safe for concurrent use. */
final class LeaseTerm {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseTerm.class);

  private final KubernetesClient client;
  private final Optional<String> namespace;

  /**
   * @param client reads the lease
   * @param namespace where it is; empty: this process is the only one
   */
  LeaseTerm(KubernetesClient client, Optional<String> namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * How often the lease has been taken by a process that had it not. Always the same for a process
   * that is the only one; empty if the lease cannot be read, which must not keep one from acting.
   */
  OptionalLong now() {
    return namespace.map(this::of).orElse(OptionalLong.of(0));
  }

  private OptionalLong of(String place) {
    try {
      Lease lease = client.leases().inNamespace(place).withName(OperatorSettings.LEASE).get();
      return lease == null
          ? OptionalLong.empty()
          : OptionalLong.of(
              Optional.ofNullable(lease.getSpec().getLeaseTransitions()).orElse(0).longValue());
    } catch (KubernetesClientException e) {
      LOG.warn("Lease {}/{} cannot be read: {}", place, OperatorSettings.LEASE, e.getMessage());
      return OptionalLong.empty();
    }
  }
}
