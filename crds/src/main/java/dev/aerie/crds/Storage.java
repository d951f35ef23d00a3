package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/**
 * Where a cluster's data is.
 *
 * @param uri {@code file:///dir} or {@code s3://bucket/prefix}; never changes
 * @param credentialsRef name of a Secret with {@code accessKey} and {@code secretKey}, empty for
 *     none
 * @param cacheSize size of each pod's disk cache as a Kubernetes quantity, empty for the class's
 * @param encryption as in JSON, null when absent: use {@link #encrypted()}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.encryption) == has(oldSelf.encryption)",
    message =
        "storage.encryption cannot be added or removed: objects in plain text are refused beside"
            + " encrypted ones, so create another cluster")
public record Storage(
    @Required
        @Size(max = 2048)
        @ValidationRule(value = URI_RULE, message = "storage.uri" + URI)
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
        @Size(max = 40)
        @ValidationRule(
            value = "self == '' || self.matches('^[0-9]+(Ki|Mi|Gi|Ti)?$')",
            message = "storage.cacheSize must be a size such as 10Gi")
        String cacheSize,
    @JsonPropertyDescription(
            "Who keeps the key that its objects are encrypted with; absent: they are in plain text."
                + " Cannot be added or removed.")
        Encryption encryption) {

  static final String URI_RULE = "self.matches('^(file:///|s3://).+$')";
  static final String URI =
      " must be file:///dir or s3://bucket/prefix?endpoint=...&region=...: write the kind of storage"
          + " in front";

  /** A storage whose objects are in plain text. */
  public Storage(String uri, String credentialsRef, String cacheSize) {
    this(uri, credentialsRef, cacheSize, null);
  }

  /** Fills in what is absent. */
  public Storage {
    credentialsRef = credentialsRef == null ? "" : credentialsRef;
    cacheSize = cacheSize == null ? "" : cacheSize;
  }

  /** Who keeps the key that its objects are encrypted with; empty: they are in plain text. */
  public Optional<Encryption> encrypted() {
    return Optional.ofNullable(encryption);
  }
}
