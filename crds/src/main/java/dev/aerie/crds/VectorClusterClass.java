package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What a compute unit is, much as a StorageClass says what a volume is. Cluster-scoped. Mutable, as
 * the client library needs it; not safe for concurrent use.
 */
@Group(VectorCluster.GROUP)
@Version(VectorCluster.VERSION)
@Plural("vectorclusterclasses")
@ShortNames("vcc")
@JsonClassDescription("What a compute unit of a VectorCluster is, and which image it runs.")
@AdditionalPrinterColumn(
    name = "Default",
    jsonPath = ".spec.default",
    type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(name = "CPU", jsonPath = ".spec.cpuPerUnit")
@AdditionalPrinterColumn(name = "Memory", jsonPath = ".spec.memoryPerUnit")
@AdditionalPrinterColumn(name = "Cache", jsonPath = ".spec.cachePerUnit")
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image", priority = 1)
public class VectorClusterClass extends CustomResource<VectorClusterClassSpec, Void> {}
