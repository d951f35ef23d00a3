package dev.aerie.server.bulk;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.server.access.Access;
import dev.aerie.server.access.Principal;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.GetImportStateRequest;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.ImportRequest;
import io.milvus.grpc.ImportResponse;
import io.milvus.grpc.ListImportTasksRequest;
import io.milvus.grpc.ListImportTasksResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Importing files: one job a call. */
@ApplicationScoped
public class ImportCalls implements Calls {
  private static final int MOST_FILES = 1024;

  private final Engine engine;
  private final Access access;
  private final ImportQueue queue;
  private final ImportJobs jobs;
  private final Uploads uploads;
  private final Clock clock;

  ImportCalls(
      Engine engine,
      Access access,
      ImportQueue queue,
      ImportJobs jobs,
      Uploads uploads,
      Clock clock) {
    this.engine = engine;
    this.access = access;
    this.queue = queue;
    this.jobs = jobs;
    this.uploads = uploads;
    this.clock = clock;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.write("Import", this::start),
        Call.lookUp("GetImportState", this::state),
        Call.lookUp("ListImportTasks", this::list));
  }

  private ImportResponse start(ImportRequest request) {
    Collection collection =
        engine
            .definitions()
            .collection(Databases.of(request.getDbName()), request.getCollectionName());
    Map<String, String> options = Pairs.toMap(request.getOptionsList());
    long id =
        options.containsKey(ImportOptions.CANCEL)
            ? cancel(collection, options.get(ImportOptions.CANCEL))
            : submit(collection, request, options);
    return ImportResponse.newBuilder().setStatus(Statuses.ok()).addTasks(id).build();
  }

  private long cancel(Collection collection, String text) {
    long id = ImportOptions.id(text);
    if (jobs.get(id).collectionId() != collection.id()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "import job %d is not one of collection '%s'".formatted(id, collection.name()));
    }
    queue.cancel(id);
    return id;
  }

  private long submit(Collection collection, ImportRequest request, Map<String, String> options) {
    ImportOptions.of(options);
    requirePartition(collection, request.getPartitionName());
    if (request.getFilesCount() == 0 || request.getFilesCount() > MOST_FILES) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "an import takes 1 to %d files, not %d".formatted(MOST_FILES, request.getFilesCount()));
    }
    request.getFilesList().forEach(uploads::key);
    long id = engine.timestamp();
    queue.submit(
        new ImportJob(
            id,
            collection.database(),
            collection.name(),
            collection.id(),
            request.getPartitionName(),
            FileGroups.of(request.getFilesList()).stream().map(ImportJob.Files::unread).toList(),
            options,
            ImportJob.State.PENDING,
            0,
            false,
            "",
            clock.millis(),
            0));
    return id;
  }

  private static void requirePartition(Collection collection, String partition) {
    if (partition.isEmpty()) {
      return;
    }
    if (collection.schema().fields().stream().anyMatch(FieldSchema::partitionKey)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "a partition cannot be named where a partition key decides");
    }
    collection.partition(partition);
  }

  private GetImportStateResponse state(GetImportStateRequest request) {
    ImportJob job = asCalledNow(jobs.get(request.getTask()), collections());
    if (!isToldToCaller(job)) {
      throw ImportJobs.missing(request.getTask());
    }
    return JobDescription.of(job);
  }

  private ListImportTasksResponse list(ListImportTasksRequest request) {
    String database = Databases.of(request.getDbName());
    Map<Long, Collection> collections = collections();
    Stream<ImportJob> found =
        jobs.all().stream()
            .map(job -> asCalledNow(job, collections))
            .filter(job -> job.database().equals(database))
            .filter(
                job ->
                    request.getCollectionName().isEmpty()
                        || job.collection().equals(request.getCollectionName()))
            .filter(this::isToldToCaller)
            .sorted(Comparator.comparingLong(ImportJob::id).reversed());
    return ListImportTasksResponse.newBuilder()
        .setStatus(Statuses.ok())
        .addAllTasks(
            (request.getLimit() > 0 ? found.limit(request.getLimit()) : found)
                .map(JobDescription::of)
                .toList())
        .build();
  }

  /** Jobs tell of files and, where they fail, of rows: to who may import there, and no other. */
  private boolean isToldToCaller(ImportJob job) {
    Principal caller = Principal.CALLER.get();
    ImportRequest alike =
        ImportRequest.newBuilder()
            .setDbName(job.database())
            .setCollectionName(job.collection())
            .build();
    return caller.sees(job.database(), Optional.of(job.collection()))
        && access.isGranted(caller, alike);
  }

  private Map<Long, Collection> collections() {
    return engine.definitions().databases().stream()
        .flatMap(database -> engine.definitions().collections(database.name()).stream())
        .collect(Collectors.toMap(Collection::id, Function.identity()));
  }

  /** A job whose collection was given another name since; as it is once that was dropped. */
  private static ImportJob asCalledNow(ImportJob job, Map<Long, Collection> collections) {
    return Optional.ofNullable(collections.get(job.collectionId()))
        .map(collection -> job.with(collection.database(), collection.name()))
        .orElse(job);
  }
}
