package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A storage that a backup is copied to.
 *
 * @param uri {@code file:///dir} or {@code s3://bucket/prefix}; the cluster's name is added
 * @param credentialsRef name of a Secret with {@code accessKey} and {@code secretKey}; empty: the
 *     cluster's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackupStorage(
    @Required
        @Size(max = 2048)
        @ValidationRule(value = Storage.URI_RULE, message = "storage.uri" + Storage.URI)
        @JsonPropertyDescription(
            "file:///dir or s3://bucket/prefix?endpoint=...&region=...; the cluster's name is"
                + " added to the path.")
        String uri,
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace with accessKey and secretKey; empty: the"
                + " cluster's.")
        String credentialsRef) {

  /** Fills in what is absent. */
  public BackupStorage {
    credentialsRef = credentialsRef == null ? "" : credentialsRef;
  }
}
