package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/**
 * What a new cluster begins with. Exactly one of the three sources is there; none ever changes.
 *
 * @param fromBackup as in JSON, null when absent
 * @param pointInTime as in JSON, null when absent
 * @param branchOf as in JSON, null when absent
 * @param collections those to take, under which names; empty: all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "[has(self.fromBackup), has(self.pointInTime), has(self.branchOf)].filter(x, x).size() =="
            + " 1",
    message = "bootstrap needs exactly one of fromBackup, pointInTime and branchOf")
@ValidationRule(
    value = "self == oldSelf",
    message = "bootstrap cannot be changed: it is read once, when the cluster is made")
public record Bootstrap(
    @JsonPropertyDescription("A backup to restore.") FromBackup fromBackup,
    @JsonPropertyDescription("A moment of another cluster to restore.") PointInTime pointInTime,
    @JsonPropertyDescription(
            "A cluster to branch from: its segments are read where they are, and stay there until"
                + " this cluster is deleted with its data.")
        BranchOf branchOf,
    @Size(max = 1000)
        @JsonPropertyDescription("The collections to take; empty: all, as they are called.")
        List<TakenCollection> collections) {

  /**
   * A backup.
   *
   * @param name of a {@link VectorBackup} in the same namespace, or, with a storage, of the backup
   *     there
   * @param storage as in JSON, null when absent: where the backup was copied to
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record FromBackup(
      @Required
          @Size(min = 1, max = 253)
          @JsonPropertyDescription(
              "Name of a VectorBackup in the same namespace; with storage: of the backup there.")
          String name,
      @JsonPropertyDescription(
              "Storage that holds it, the cluster's folder included, for backups whose VectorBackup"
                  + " is gone.")
          BackupStorage storage) {}

  /**
   * A moment of a cluster.
   *
   * @param clusterRef name of a {@link VectorCluster} in the same namespace
   * @param at ISO 8601 in UTC
   */
  public record PointInTime(
      @Required
          @Size(min = 1, max = 40)
          @JsonPropertyDescription("Name of a VectorCluster in the same namespace.")
          String clusterRef,
      @Required
          @Size(max = 40)
          @ValidationRule(value = MOMENT_RULE, message = "bootstrap.pointInTime.at" + MOMENT)
          @JsonPropertyDescription("The moment, such as 2026-03-04T05:06:07Z.")
          String at) {}

  /**
   * A cluster to branch from.
   *
   * @param clusterRef name of a {@link VectorCluster} in the same namespace
   * @param at ISO 8601 in UTC; empty: now
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record BranchOf(
      @Required
          @Size(min = 1, max = 40)
          @JsonPropertyDescription("Name of a VectorCluster in the same namespace.")
          String clusterRef,
      @Size(max = 40)
          @ValidationRule(value = MOMENT_RULE, message = "bootstrap.branchOf.at" + MOMENT)
          @JsonPropertyDescription("The moment, such as 2026-03-04T05:06:07Z; empty: now.")
          String at) {

    /** Fills in what is absent. */
    public BranchOf {
      at = at == null ? "" : at;
    }
  }

  /**
   * A collection to take.
   *
   * @param database its database
   * @param name as it is called there
   * @param newName as it will be called; empty: the same
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record TakenCollection(
      @Default("default") @Size(max = 255) @JsonPropertyDescription("Its database.")
          String database,
      @Required @Size(min = 1, max = 255) @JsonPropertyDescription("As it is called there.")
          String name,
      @Size(max = 255) @JsonPropertyDescription("As it will be called; empty: the same.")
          String newName) {

    /** Fills in what is absent. */
    public TakenCollection {
      database = database == null ? "default" : database;
      newName = newName == null || newName.isEmpty() ? name : newName;
    }
  }

  private static final String MOMENT_RULE =
      "self == '' || self.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$')";
  private static final String MOMENT = " must be a moment in UTC such as 2026-03-04T05:06:07Z";

  /** Fills in what is absent. */
  public Bootstrap {
    collections = collections == null ? List.of() : List.copyOf(collections);
  }

  /** The backup to restore, if it is one. */
  public Optional<FromBackup> backup() {
    return Optional.ofNullable(fromBackup);
  }

  /** The moment to restore, if it is one. */
  public Optional<PointInTime> moment() {
    return Optional.ofNullable(pointInTime);
  }

  /** The cluster to branch from, if it is one. */
  public Optional<BranchOf> branch() {
    return Optional.ofNullable(branchOf);
  }
}
