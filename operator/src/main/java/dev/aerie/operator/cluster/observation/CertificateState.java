package dev.aerie.operator.cluster.observation;

import static dev.aerie.operator.cluster.observation.Fields.condition;
import static dev.aerie.operator.cluster.observation.Fields.map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/** What cert-manager says of a certificate. */
public final class CertificateState {

  private CertificateState() {}

  /** Why there is none yet; empty: there is one, or cert-manager has not said anything. */
  public static Optional<String> obstacle(GenericKubernetesResource certificate) {
    return condition(map(certificate.getAdditionalProperties().get("status")), "Ready")
        .filter(ready -> !Fields.holds(ready))
        .map(Fields::said);
  }
}
