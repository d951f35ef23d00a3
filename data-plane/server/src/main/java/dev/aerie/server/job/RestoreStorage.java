package dev.aerie.server.job;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.bootstrap.Chosen;
import dev.aerie.engine.bootstrap.Hold;
import dev.aerie.engine.bootstrap.Origin;
import dev.aerie.engine.bootstrap.Restore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Fills the cluster's empty storage. */
final class RestoreStorage implements Job {
  private final Clock clock;

  RestoreStorage(Clock clock) {
    this.clock = clock;
  }

  /** What the storage is filled with, and how. */
  private record Wish(
      Optional<String> backup, Optional<Instant> moment, boolean branch, Chosen chosen) {

    Backup hold(Hold hold, String holder) {
      return backup
          .map(name -> hold.backup(name, holder))
          .orElseGet(() -> hold.moment(moment.orElseThrow(), holder));
    }

    Origin fill(Restore restore, Backup held) {
      return branch ? restore.branch(held, chosen) : restore.copy(held, chosen);
    }
  }

  @Override
  public Object run(Storages storages, Options options) {
    String from = options.required("--from");
    Wish wish =
        new Wish(
            options.value("--backup"),
            options.value("--at").map(this::instant),
            options.flag("--branch"),
            Chosen.of(options.collections()));
    options.requireNoMore();
    if (wish.backup().isPresent() == wish.moment().isPresent()) {
      throw new IllegalArgumentException("give either --backup or --at, not both\n" + Jobs.USAGE);
    }
    try (ObjectStore target = storages.cluster()) {
      Optional<Origin> done = Origin.of(target);
      // What is filled needs no source, which may be gone.
      return done.isPresent() && !Restore.isUnderWay(target)
          ? done.get()
          : fill(storages, target, from, wish);
    }
  }

  /** A hold ends before the note of it: whoever breaks this off leaves a trace of both. */
  private Origin fill(Storages storages, ObjectStore target, String from, Wish wish) {
    try (ObjectStore source = storages.source(from)) {
      Hold hold = new Hold(source, clock);
      Restore restore = new Restore(source, from, target, clock);
      Origin origin =
          Origin.of(target).orElseGet(() -> fill(restore, hold, storages.clusterId(), wish));
      if (!origin.branch()) {
        hold.release(storages.clusterId());
      }
      restore.end();
      return origin;
    }
  }

  /** What cannot be restored is not asked for again; it need not stay. */
  private static Origin fill(Restore restore, Hold hold, String holder, Wish wish) {
    restore.begin();
    try {
      return wish.fill(restore, wish.hold(hold, holder));
    } catch (EngineException e) {
      if (e.code() == ErrorCode.NOT_RESTORABLE) {
        hold.release(holder);
      }
      throw e;
    }
  }

  private Instant instant(String text) {
    try {
      return text.equals("now") ? clock.instant() : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no moment; write it like 2026-03-04T05:06:07Z, or now".formatted(text), e);
    }
  }
}
