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
import java.util.function.Supplier;

/** Fills the cluster's empty storage. */
final class RestoreStorage implements Job {
  private final Clock clock;

  RestoreStorage(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Object run(Storages storages, Options options) {
    String from = options.required("--from");
    Optional<String> backup = options.value("--backup");
    Optional<Instant> moment = options.value("--at").map(this::instant);
    boolean branch = options.flag("--branch");
    Chosen chosen = Chosen.of(options.collections());
    options.requireNoMore();
    if (backup.isPresent() == moment.isPresent()) {
      throw new IllegalArgumentException("give either --backup or --at, not both\n" + Jobs.USAGE);
    }
    try (ObjectStore target = storages.cluster();
        ObjectStore source = storages.source(from)) {
      Optional<Origin> done = Origin.of(target);
      if (done.isPresent()) {
        return done.get();
      }
      Hold hold = new Hold(source, clock);
      String holder = storages.clusterId();
      Backup held =
          backup.isPresent()
              ? hold.backup(backup.get(), holder)
              : hold.moment(moment.orElseThrow(), holder);
      Restore restore = new Restore(source, from, target, clock);
      Origin origin =
          releasingIfRefused(
              hold,
              holder,
              () -> branch ? restore.branch(held, chosen) : restore.copy(held, chosen));
      if (!branch) {
        hold.release(holder);
      }
      return origin;
    }
  }

  /** What cannot be restored is not asked for again; it need not stay. */
  private static Origin releasingIfRefused(Hold hold, String holder, Supplier<Origin> restore) {
    try {
      return restore.get();
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
