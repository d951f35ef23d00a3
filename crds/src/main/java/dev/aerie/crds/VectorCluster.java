package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One vector database. Its namespace is its project, its name becomes the name of the objects made
 * for it. Mutable, as the client library needs it; not safe for concurrent use.
 */
@Group(VectorCluster.GROUP)
@Version(VectorCluster.VERSION)
@ShortNames("vc")
@JsonClassDescription("A vector database: what it should be, and what it is.")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$')",
    message =
        "metadata.name must be 1 to 40 lower-case letters, digits and dashes, starting with a"
            + " letter")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.readyReplicas",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Replicas",
    jsonPath = ".status.compute.replicas",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Units",
    jsonPath = ".status.compute.units",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version")
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".status.endpoint")
@AdditionalPrinterColumn(name = "Roll", jsonPath = ".status.roll.state")
@AdditionalPrinterColumn(name = "Why", jsonPath = ".status.roll.explanation", priority = 1)
@AdditionalPrinterColumn(name = "Class", jsonPath = ".spec.classRef", priority = 1)
@AdditionalPrinterColumn(name = "Storage", jsonPath = ".spec.storage.uri", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class VectorCluster extends CustomResource<VectorClusterSpec, VectorClusterStatus>
    implements Namespaced {

  /** The API group of all of Aerie's types. */
  public static final String GROUP = "aerie.dev";

  /** The version these classes speak. */
  public static final String VERSION = "v1alpha1";

  /** Whether pods shall serve: nobody has suspended it, and it does not sleep. */
  public boolean serves() {
    return !getSpec().suspend() && !idle().state().sleeps();
  }

  /** Whether it is called, as far as that is watched. */
  public Idleness idle() {
    return getStatus() == null || getSpec().idleLimit().isEmpty() || getSpec().suspend()
        ? Idleness.NONE
        : getStatus().idle();
  }

  /** How much of it shall run: what the autoscaler decided, if it is in charge, else the spec. */
  public Compute compute() {
    return compute(getStatus() == null ? Scaling.NONE : getStatus().scaling());
  }

  /** How much of it shall run by a decision of the autoscaler. */
  public Compute compute(Scaling scaling) {
    return getSpec()
        .scaler()
        .filter(scaler -> scaler.mode() == AutoscalingMode.AUTO && scaling.units() > 0)
        .map(scaler -> new Compute(scaling.units(), scaling.replicas()))
        .orElse(getSpec().compute());
  }

  /** Name of the Secret with the certificate of the client port; empty: plain text. */
  public String tlsSecret() {
    return getSpec()
        .access()
        .requested()
        .map(certificate -> getMetadata().getName() + "-tls")
        .orElse(getSpec().access().tlsSecretRef());
  }
}
