package dev.aerie.controlplane.cluster.option;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a new cluster begins with: exactly one of the three sources, of the same project and region.
 *
 * @param fromBackup a backup to restore
 * @param pointInTime a moment of another cluster to restore
 * @param branchOf a cluster to branch from, whose segments are read where they are
 * @param collections those to take; absent or empty: all, as they are called
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bootstrap(
    Optional<FromBackup> fromBackup,
    Optional<Moment> pointInTime,
    Optional<Moment> branchOf,
    Optional<List<TakenCollection>> collections) {
  private static final int MOST = 1000;

  /** A backup that is {@code READY}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("backupId")
  public record FromBackup(Optional<String> backupId) {}

  /**
   * A moment of a cluster.
   *
   * @param at not more than the region's log reaches back, an hour unless it says otherwise; absent
   *     for a branch: now
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("clusterId")
  public record Moment(Optional<String> clusterId, Optional<Instant> at) {}

  /**
   * A collection to take.
   *
   * @param database its database; {@code default} when absent
   * @param name as it is called there
   * @param newName as it will be called; the same when absent
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @RefusedWithout("name")
  public record TakenCollection(
      Optional<String> database, Optional<String> name, Optional<String> newName) {
    private static final int LONGEST = 255;

    /** Where it will be: its database and its name there. */
    private List<String> place() {
      return List.of(database.orElse("default"), newName.or(() -> name).orElse(""));
    }

    private boolean namesWell() {
      return name.isPresent()
          && Stream.of(database, name, newName)
              .flatMap(Optional::stream)
              .allMatch(text -> !text.isBlank() && text.length() <= LONGEST);
    }
  }

  /** Looks at every field; what they name is looked up later. */
  public void check(Checks checks, Instant now) {
    checks.must(
        Stream.of(fromBackup, pointInTime, branchOf).filter(Optional::isPresent).count() == 1,
        "bootstrap",
        "must have exactly one of fromBackup, pointInTime and branchOf");
    fromBackup.ifPresent(from -> checks.present("bootstrap.fromBackup.backupId", from.backupId()));
    pointInTime.ifPresent(
        moment -> {
          checks.present("bootstrap.pointInTime.at", moment.at());
          check(checks, "bootstrap.pointInTime", moment, now);
        });
    branchOf.ifPresent(moment -> check(checks, "bootstrap.branchOf", moment, now));
    check(checks, "bootstrap.collections", collections.orElse(List.of()));
  }

  /** Looks at the collections to take from a backup or another source. */
  public static void check(Checks checks, String field, List<TakenCollection> taken) {
    checks.must(
        taken.size() <= MOST
            && taken.stream().allMatch(one -> one != null && one.namesWell())
            && taken.stream().map(TakenCollection::place).distinct().count() == taken.size(),
        field,
        "must be at most 1000, each with a name and, if wanted, database and newName, and no two of a database under one name");
  }

  private static void check(Checks checks, String field, Moment moment, Instant now) {
    checks
        .present(field + ".clusterId", moment.clusterId())
        .must(
            moment.at().map(at -> !at.isAfter(now)).orElse(true),
            field + ".at",
            "must not be in the future");
  }
}
