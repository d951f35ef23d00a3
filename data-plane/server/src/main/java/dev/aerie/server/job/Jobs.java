package dev.aerie.server.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.aerie.engine.error.EngineException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The jobs by the container's first argument. */
public final class Jobs {
  /** What arguments there are, in words. */
  public static final String USAGE =
      """
      Unknown arguments; give none to serve, or one of
        activate                                          answer for a cluster that sleeps; the operator starts it
        rehearse                                          serve and call itself for a moment, for a JVM that records its AOT cache
        purge [--unfilled]                                remove every object of the storage, or only if it is filled in part
        origin                                            tell what the storage was filled from
        rotate-data-key                                   encrypt what is written from now on with a new key
        verify-audit                                      whether the record of calls is as it was written
        backup NAME [--copy-to URI]                       pin the cluster's state, copy it elsewhere as well
        delete-backup NAME [--copy-in URI]                remove a backup, or a copy of one
        restore --from URI (--backup NAME | --at TIME) [--branch] [--collection DATABASE/NAME=NEW]...
                                                          fill the empty storage
        restore-collections NAME --backup NAME [--collection DATABASE/NAME=NEW]...
                                                          bring collections of a backup of the cluster back beside those it has
        verify --from URI --backup NAME                   restore into the empty storage, compare, remove it again""";

  private Jobs() {}

  /** The job of that name. */
  private static Optional<Job> named(String name) {
    Clock clock = Clock.systemUTC();
    return Optional.ofNullable(
        switch (name) {
          case "purge" -> new Purge();
          case "backup" -> new TakeBackup();
          case "delete-backup" -> new DeleteBackup(clock);
          case "origin" -> new TellOrigin();
          case "restore" -> new RestoreStorage(clock);
          case "restore-collections" -> new RestoreCollections();
          case "verify-audit" -> new VerifyAudit();
          case "rotate-data-key" -> new RotateDataKey();
          case "verify" -> new Verify(clock);
          default -> null;
        });
  }

  /**
   * Runs the job that arguments name.
   *
   * @return what to print
   * @throws EngineException with a sentence that says what to do
   * @throws IllegalArgumentException for arguments that name none
   */
  public static String run(String[] arguments, Map<String, String> environment) {
    Job job = named(arguments[0]).orElseThrow(() -> new IllegalArgumentException(USAGE));
    Options options = Options.of(Arrays.asList(arguments).subList(1, arguments.length));
    Object outcome = job.run(new Storages(environment), options);
    return outcome instanceof String text ? text : json(outcome);
  }

  private static String json(Object outcome) {
    try {
      return JsonMapper.builder().addModule(new Jdk8Module()).build().writeValueAsString(outcome);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
