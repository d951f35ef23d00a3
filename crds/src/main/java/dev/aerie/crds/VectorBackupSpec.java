package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/**
 * What a backup should be.
 *
 * @param clusterRef name of the {@link VectorCluster} in the same namespace
 * @param storage as in JSON, null when absent: use {@link #copy()}
 * @param verify whether a restore is tried once it is made
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.storage) == has(oldSelf.storage)",
    message = "storage cannot be added or removed: create another VectorBackup")
public record VectorBackupSpec(
    @Required
        @Size(min = 1, max = 40)
        @ValidationRule(
            value = "self == oldSelf",
            message = "clusterRef cannot be changed: create another VectorBackup")
        @JsonPropertyDescription("Name of the VectorCluster in the same namespace. Never changes.")
        String clusterRef,
    @ValidationRule(
            value = "self == oldSelf",
            message = "storage cannot be changed: create another VectorBackup")
        @JsonPropertyDescription(
            "Where to copy it, so that it outlives the cluster's own storage; absent: it stays"
                + " there alone. Never changes.")
        BackupStorage storage,
    @Default("false")
        @JsonPropertyDescription(
            "Whether to restore it into a scratch storage once it is made, and to compare rows and"
                + " searches.")
        boolean verify) {

  /** Where it is copied to; empty: nowhere. */
  public Optional<BackupStorage> copy() {
    return Optional.ofNullable(storage);
  }
}
