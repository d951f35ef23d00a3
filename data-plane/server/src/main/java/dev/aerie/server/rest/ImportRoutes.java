package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.server.bulk.ImportJob;
import dev.aerie.server.bulk.JobDescription;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.GetImportStateRequest;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.ImportRequest;
import io.milvus.grpc.ImportResponse;
import io.milvus.grpc.ImportState;
import io.milvus.grpc.ListImportTasksRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Importing files. */
@ApplicationScoped
class ImportRoutes implements Routes {
  private static final int WHOLE = 100;

  private final Client client;

  ImportRoutes(Client client) {
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "jobs/import/create", this::create,
        "jobs/import/describe", this::describe,
        "jobs/import/get_progress", this::describe,
        "jobs/import/list", this::list,
        "jobs/import/cancel", this::cancel);
  }

  private Answer create(Body body) {
    List<String> files = new ArrayList<>();
    for (JsonNode group : body.list("files")) {
      if (group.isArray()) {
        group.forEach(file -> files.add(file.asText()));
      } else {
        files.add(group.asText());
      }
    }
    return started(
        ImportRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setPartitionName(body.text("partitionName", ""))
            .addAllFiles(files)
            .addAllOptions(Pairs.of(body.object("options").asMap()))
            .build());
  }

  /** A job is ended by who may import into its collection. */
  private Answer cancel(Body body) {
    Map<String, String> infos = Pairs.toMap(state(body).getInfosList());
    return started(
        ImportRequest.newBuilder()
            .setDbName(infos.get(JobDescription.DATABASE))
            .setCollectionName(infos.get(JobDescription.COLLECTION))
            .addAllOptions(Pairs.of(Map.of("cancel", body.text("jobId"))))
            .build());
  }

  private Answer started(ImportRequest request) {
    ImportResponse answer = client.call(MilvusServiceGrpc.getImportMethod(), request);
    return Answer.of(Map.of("jobId", Long.toString(answer.getTasks(0))));
  }

  private GetImportStateResponse state(Body body) {
    return client.call(
        MilvusServiceGrpc.getGetImportStateMethod(),
        GetImportStateRequest.newBuilder().setTask(body.wholeNumber("jobId")).build());
  }

  private Answer describe(Body body) {
    GetImportStateResponse job = state(body);
    Map<String, String> infos = Pairs.toMap(job.getInfosList());
    List<ImportJob.Files> files = JobDescription.files(infos);
    Map<String, Object> description = summary(job);
    description.put("importedRows", job.getRowCount());
    description.put("totalRows", job.getRowCount());
    description.put("fileSize", files.stream().mapToLong(ImportJob.Files::bytes).sum());
    description.put("completeTime", infos.get(JobDescription.ENDED));
    description.put("details", files.stream().map(one -> details(one, job, infos)).toList());
    return Answer.of(description);
  }

  private static Map<String, Object> summary(GetImportStateResponse job) {
    Map<String, String> infos = Pairs.toMap(job.getInfosList());
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("jobId", Long.toString(job.getId()));
    summary.put("collectionName", infos.get(JobDescription.COLLECTION));
    summary.put("state", name(job.getState()));
    summary.put("progress", Integer.parseInt(infos.get(JobDescription.PERCENT)));
    if (!infos.get(JobDescription.REASON).isEmpty()) {
      summary.put("reason", infos.get(JobDescription.REASON));
    }
    return summary;
  }

  private static Map<String, Object> details(
      ImportJob.Files file, GetImportStateResponse job, Map<String, String> infos) {
    boolean read = file.percent() == WHOLE;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("fileName", String.join(",", file.names()));
    details.put("fileSize", file.bytes());
    details.put("importedRows", file.rows());
    details.put("totalRows", file.rows());
    details.put("progress", file.percent());
    details.put("state", read ? "Completed" : name(job.getState()));
    details.put("completeTime", infos.get(JobDescription.ENDED));
    if (!read && !infos.get(JobDescription.REASON).isEmpty()) {
      details.put("reason", infos.get(JobDescription.REASON));
    }
    return details;
  }

  private static String name(ImportState state) {
    return switch (state) {
      case ImportPending -> "Pending";
      case ImportCompleted -> "Completed";
      case ImportFailed -> "Failed";
      default -> "Importing";
    };
  }

  private Answer list(Body body) {
    return Answer.of(
        Map.of(
            "records",
            client
                .call(
                    MilvusServiceGrpc.getListImportTasksMethod(),
                    ListImportTasksRequest.newBuilder()
                        .setDbName(body.database())
                        .setCollectionName(body.text("collectionName", ""))
                        .build())
                .getTasksList()
                .stream()
                .map(ImportRoutes::summary)
                .toList()));
  }
}
