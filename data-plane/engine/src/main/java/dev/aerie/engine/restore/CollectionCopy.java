package dev.aerie.engine.restore;

import dev.aerie.engine.backup.Contents;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.collection.FrozenRows;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.manifest.SegmentEntry.FieldObject;
import dev.aerie.engine.manifest.SegmentEntry.GraphEntry;
import dev.aerie.engine.manifest.SegmentEntry.StoredObject;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of a collection under ids of its own: whatever becomes of the one, the other stays. Its
 * objects are in the store before anybody knows of it. Not thread-safe.
 */
final class CollectionCopy {
  private final ObjectStore store;
  private final SegmentStore segments;
  private final ManifestStore manifests;
  private final HybridClock clock;
  private final Runnable check;
  private final CollectionState source;
  private final long id;
  private final Map<Long, Long> partitions = new HashMap<>();

  /**
   * @param check throws when there is no use in going on
   * @param source nobody changes it meanwhile, and its objects stay
   * @param id of the copy
   */
  CollectionCopy(
      ObjectStore store,
      SegmentStore segments,
      HybridClock clock,
      Runnable check,
      CollectionState source,
      long id) {
    this.store = store;
    this.segments = segments;
    this.manifests = new ManifestStore(store);
    this.clock = clock;
    this.check = check;
    this.source = source;
    this.id = id;
  }

  /** Writes it. */
  LogRecord.Restored write() {
    Collection definition = definition(source.collection());
    Map<Long, BitSet> deletes = source.changedDeletes();
    List<SegmentEntry> entries = new ArrayList<>();
    for (SegmentEntry entry : source.present(source.manifest())) {
      BitSet deleted = Optional.ofNullable(deletes.get(entry.id())).orElseGet(() -> of(entry));
      entries.add(copied(entry, deleted));
    }
    for (FrozenRows rows : source.frozenRows()) {
      List<Selection> live = rows.live();
      if (!live.isEmpty()) {
        long partition = partitions.get(rows.partitionId());
        entries.add(segments.write(id, clock.next(), partition, definition.schema(), live));
      }
    }
    Manifest manifest = manifests.write(new Manifest(id, 0, LogPosition.START, entries, 0));
    return new LogRecord.Restored(definition, manifest.number());
  }

  private BitSet of(SegmentEntry entry) {
    return segments.readDeletes(entry);
  }

  private Collection definition(Collection from) {
    List<Partition> copies = new ArrayList<>();
    for (Partition partition : from.partitions()) {
      Partition copy = new Partition(clock.next(), partition.name(), partition.loadState(), id);
      partitions.put(partition.id(), copy.id());
      copies.add(copy);
    }
    return new Collection(
        id,
        from.database(),
        from.name(),
        from.schema(),
        copies,
        from.indexes(),
        from.properties(),
        from.consistency(),
        from.shards(),
        from.loadState(),
        id,
        id);
  }

  private SegmentEntry copied(SegmentEntry entry, BitSet deleted) {
    long segment = clock.next();
    SegmentEntry copy =
        new SegmentEntry(
            segment,
            partitions.get(entry.partitionId()),
            entry.rows(),
            copied(entry.rowsObject(), segment),
            copied(entry.vectors(), segment),
            entry.graphs().stream().map(g -> copied(g, segment)).toList(),
            copied(entry.postings(), segment),
            Optional.empty(),
            entry.refusals());
    return deleted.isEmpty()
        ? copy
        : copy.withDeletes(segments.writeDeletes(id, segment, clock::next, deleted));
  }

  private List<FieldObject> copied(List<FieldObject> objects, long segment) {
    return objects.stream()
        .map(o -> new FieldObject(o.field(), copied(o.object(), segment)))
        .toList();
  }

  private GraphEntry copied(GraphEntry graph, long segment) {
    return new GraphEntry(
        graph.field(), graph.metric(), graph.recall(), copied(graph.object(), segment));
  }

  private StoredObject copied(StoredObject object, long segment) {
    check.run();
    String name = object.key().substring(object.key().lastIndexOf('/') + 1);
    return segments.put(
        "col/%d/seg/%d/%s".formatted(id, segment, name), Contents.read(store, object));
  }
}
