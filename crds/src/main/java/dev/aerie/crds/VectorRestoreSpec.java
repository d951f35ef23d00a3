package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What should come back. Never changes.
 *
 * @param backupRef name of the {@link VectorBackup} in the same namespace
 * @param collections those to take, under which names; empty: all, as they were called
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self == oldSelf",
    message = "spec cannot be changed: create another VectorRestore")
public record VectorRestoreSpec(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Name of the VectorBackup in the same namespace. Never changes.")
        String backupRef,
    @Size(max = 1000)
        @JsonPropertyDescription(
            "The collections to take, under names that are free in the cluster; empty: all, as they"
                + " were called. Never changes.")
        List<Bootstrap.TakenCollection> collections) {

  /** Fills in what is absent. */
  public VectorRestoreSpec {
    collections = collections == null ? List.of() : List.copyOf(collections);
  }
}
