package dev.aerie.server.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.write.BulkWrite;
import dev.aerie.server.codec.RowReader;
import dev.aerie.server.codec.Schemas;
import dev.aerie.server.json.RowEncoder;
import dev.aerie.server.rowfile.FileFormat;
import dev.aerie.server.rowfile.RowFile;
import io.milvus.grpc.CollectionSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to do a job: its files are read into the collection, in batches of bounded size. */
final class ImportRun {
  private static final int BATCH_ROWS = 1000;
  private static final long BATCH_WEIGHT = 100_000;

  /** Hears how far a run is, and may end it by an exception. */
  interface Progress {
    void tell(int file, ImportJob.Files read);

    /** All rows are in segments; once this returns, the job can no longer be cancelled. */
    void beforeCommit();
  }

  private final Engine engine;
  private final Uploads uploads;
  private final ImportJob job;
  private final Path folder;
  private final Progress progress;
  private boolean committing;

  /**
   * @param folder on the local disk, for copies of the files
   */
  ImportRun(Engine engine, Uploads uploads, ImportJob job, Path folder, Progress progress) {
    this.engine = engine;
    this.uploads = uploads;
    this.job = job;
    this.folder = folder;
    this.progress = progress;
  }

  /** Whether the rows may be in the collection although the run failed. */
  boolean mayBeCommitted() {
    return committing;
  }

  /**
   * Reads all files and puts their rows into the collection at once; does nothing when an earlier
   * run has done so.
   *
   * @throws EngineException naming file, row and field of what is refused
   */
  void run() {
    Collection collection = collection();
    try (BulkWrite rows =
        engine.bulkWrite(collection.database(), collection.name(), job.partition(), job.id())) {
      if (rows.isCommitted()) {
        return;
      }
      if (job.attempts() > ImportJob.MOST_ATTEMPTS) {
        throw new EngineException(
            ErrorCode.INTERNAL,
            "the server ended %d times in the midst of this import"
                .formatted(ImportJob.MOST_ATTEMPTS));
      }
      for (int i = 0; i < job.files().size(); i++) {
        read(collection, i, rows);
      }
      rows.flush();
      progress.beforeCommit();
      committing = true;
      rows.commit();
    }
  }

  /** The collection as it is called now. */
  private Collection collection() {
    return engine.definitions().databases().stream()
        .flatMap(database -> engine.definitions().collections(database.name()).stream())
        .filter(one -> one.id() == job.collectionId())
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.COLLECTION_NOT_FOUND,
                    "collection '%s' was dropped".formatted(job.collection())));
  }

  private void read(Collection collection, int index, BulkWrite rows) {
    ImportJob.Files files = job.files().get(index);
    Map<String, Path> copies = new LinkedHashMap<>();
    long bytes = 0;
    for (String name : files.names()) {
      Path copy = folder.resolve(index + "-" + copies.size());
      try {
        bytes += uploads.copy(name, copy);
      } catch (EngineException e) {
        throw in(List.of(name), e);
      }
      copies.put(name, copy);
    }
    try {
      add(collection, index, copies, bytes, rows);
    } catch (EngineException e) {
      throw in(files.names(), e);
    } finally {
      copies.values().forEach(LocalFolder::delete);
    }
  }

  private void add(
      Collection collection, int index, Map<String, Path> copies, long bytes, BulkWrite rows) {
    ImportJob.Files files = job.files().get(index);
    CollectionSchema wire = Schemas.toWire(collection.name(), collection.schema());
    FileFormat format = FileFormat.of(files.names().getFirst());
    try (RowFile file =
        format.open(copies, collection.schema(), ImportOptions.of(job.options()).csv())) {
      long read = 0;
      for (List<JsonNode> batch = batch(file, read); !batch.isEmpty(); batch = batch(file, read)) {
        rows.add(
            RowReader.read(
                collection.schema(), RowEncoder.columns(wire, batch, read), batch.size()),
            read);
        read += batch.size();
        progress.tell(
            index, new ImportJob.Files(files.names(), bytes, read, (int) (100 * file.progress())));
      }
      progress.tell(index, new ImportJob.Files(files.names(), bytes, read, 100));
    }
  }

  private static List<JsonNode> batch(RowFile file, long firstRow) {
    List<JsonNode> batch = new ArrayList<>();
    long weight = 0;
    while (batch.size() < BATCH_ROWS && weight < BATCH_WEIGHT) {
      Optional<ObjectNode> row = next(file, firstRow + batch.size());
      if (row.isEmpty()) {
        break;
      }
      batch.add(row.get());
      weight += weight(row.get());
    }
    return batch;
  }

  private static Optional<ObjectNode> next(RowFile file, long row) {
    try {
      return file.next();
    } catch (EngineException e) {
      throw new EngineException(e.code(), "row %d: %s".formatted(row, e.getMessage()), e);
    }
  }

  /** About how many numbers' memory a value takes. */
  private static long weight(JsonNode value) {
    if (value.isContainerNode()) {
      long weight = 1;
      for (JsonNode part : value) {
        weight += weight(part);
      }
      return weight;
    }
    return value.isTextual() ? 1 + value.textValue().length() / 16 : 1;
  }

  private static EngineException in(List<String> names, EngineException e) {
    return new EngineException(
        e.code(), "file '%s': %s".formatted(String.join(", ", names), e.getMessage()), e);
  }
}
