package dev.aerie.server.bulk;

import dev.aerie.engine.format.Json;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.ImportState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Imports as clients are told of them. */
public final class JobDescription {
  /** Keys of what is told beside state and rows; those in lower case are Milvus's. */
  public static final String COLLECTION = "collection";

  public static final String DATABASE = "database";
  public static final String REASON = "failed_reason";
  public static final String PERCENT = "progress_percent";
  public static final String ENDED = "complete_time";

  /** A list of {@link ImportJob.Files} as JSON. */
  public static final String DETAILS = "details";

  private static final String PARTITION = "partition";
  private static final String FILES = "files";

  private JobDescription() {}

  static GetImportStateResponse of(ImportJob job) {
    Map<String, String> infos = new LinkedHashMap<>();
    infos.put(
        FILES,
        String.join(",", job.files().stream().flatMap(one -> one.names().stream()).toList()));
    infos.put(COLLECTION, job.collection());
    infos.put(DATABASE, job.database());
    infos.put(PARTITION, job.partition());
    infos.put(REASON, job.reason());
    infos.put(PERCENT, Integer.toString(job.percent()));
    infos.put(ENDED, job.hasEnded() ? Instant.ofEpochMilli(job.endedAtMillis()).toString() : "");
    infos.put(DETAILS, new String(Json.write(job.files()), StandardCharsets.UTF_8));
    return GetImportStateResponse.newBuilder()
        .setStatus(Statuses.ok())
        .setId(job.id())
        .setCollectionId(job.collectionId())
        .setState(state(job.state()))
        .setRowCount(job.state() == ImportJob.State.FAILED ? 0 : job.rows())
        .setCreateTs(job.createdAtMillis() / 1000)
        .addAllInfos(Pairs.of(infos))
        .build();
  }

  /** The files of a description. */
  public static List<ImportJob.Files> files(Map<String, String> infos) {
    return List.of(
        Json.read(
            DETAILS, infos.get(DETAILS).getBytes(StandardCharsets.UTF_8), ImportJob.Files[].class));
  }

  private static ImportState state(ImportJob.State state) {
    return switch (state) {
      case PENDING -> ImportState.ImportPending;
      case IMPORTING -> ImportState.ImportStarted;
      case COMPLETED -> ImportState.ImportCompleted;
      case FAILED -> ImportState.ImportFailed;
    };
  }
}
