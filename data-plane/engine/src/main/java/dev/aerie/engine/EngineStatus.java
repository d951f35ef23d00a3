package dev.aerie.engine;

/**
 * What an engine is doing, for readiness and metrics.
 *
 * @param ready catalog and log are replayed and the epoch is known
 * @param writer this replica holds the newest epoch
 * @param epoch newest epoch known
 * @param writerAddress host:port of the replica that holds it; empty if it gave none
 * @param appliedTimestamp hybrid timestamp of the newest write in effect here
 * @param memtableBytes rows in memory that are not in a segment yet
 * @param collections number of collections
 * @param rows rows over all collections, deleted ones not counted
 * @param segments segments over all collections
 * @param openSegments of them, those whose rows are in memory here
 * @param cacheHits opens of objects that were on the local disk
 * @param cacheMisses opens of objects that had to be fetched
 * @param walCommits log objects written by this process
 * @param flushes segments written from memory by this process
 * @param compactions merges of segments by this process
 * @param graphBuilds graphs built by this process
 */
public record EngineStatus(
    boolean ready,
    boolean writer,
    long epoch,
    String writerAddress,
    long appliedTimestamp,
    long memtableBytes,
    int collections,
    long rows,
    int segments,
    int openSegments,
    long cacheHits,
    long cacheMisses,
    long walCommits,
    long flushes,
    long compactions,
    long graphBuilds) {}
