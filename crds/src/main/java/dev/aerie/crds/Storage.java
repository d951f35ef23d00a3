package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Where a cluster's data is.
 *
 * @param uri {@code file:///dir} or {@code s3://bucket/prefix}; never changes
 * @param credentialsRef name of a Secret with {@code accessKey} and {@code secretKey}, empty for
 *     none
 * @param cacheSize size of each pod's disk cache as a Kubernetes quantity, empty for the class's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Storage(
    @Required
        @Pattern("^(file:///|s3://).+$")
        @ValidationRule(
            value = "self == oldSelf",
            message = "storage.uri cannot be changed: the data would stay behind")
        @JsonPropertyDescription(
            "file:///dir or s3://bucket/prefix?endpoint=...&region=... Never changes.")
        String uri,
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace with accessKey and secretKey; empty: none.")
        String credentialsRef,
    @JsonPropertyDescription(
            "Disk cache of each pod, such as 10Gi; empty: by class and units. Read when the"
                + " cluster is made.")
        @Pattern("^$|^[0-9]+(Ki|Mi|Gi|Ti)?$")
        String cacheSize) {

  /** Fills in what is absent. */
  public Storage {
    credentialsRef = credentialsRef == null ? "" : credentialsRef;
    cacheSize = cacheSize == null ? "" : cacheSize;
  }
}
