package dev.aerie.engine.query;

/** How fresh a read has to be, with Milvus's numbers in the order of declaration. */
public enum ConsistencyLevel {
  /** Sees every write acknowledged before the read began, on any replica. */
  STRONG,
  /** Sees the writes up to the guarantee timestamp, the client's own last write. */
  SESSION,
  /** May lag behind by a bounded time. */
  BOUNDED,
  /** May lag behind. */
  EVENTUALLY
}
