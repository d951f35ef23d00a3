package dev.aerie.server.lifecycle;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The engine's figures as metrics. The engine walks all its segments for them, so one walk serves
 * all metrics of a scrape.
 */
@ApplicationScoped
public class EngineMetrics {
  private static final Duration SCRAPE = Duration.ofSeconds(1);

  private final Engine engine;
  private final LoadingCache<Engine, EngineStatus> status;
  private final MeterRegistry meters;

  EngineMetrics(Engine engine, MeterRegistry meters) {
    this.engine = engine;
    this.status = Caffeine.newBuilder().expireAfterWrite(SCRAPE).build(Engine::status);
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    gauge("aerie.engine.rows", "Rows, deleted ones not counted", EngineStatus::rows);
    gauge("aerie.engine.segments", "Segments", EngineStatus::segments);
    gauge("aerie.engine.segments.open", "Segments in memory", EngineStatus::openSegments);
    counter("aerie.cache.hits", "Objects found on the local disk", EngineStatus::cacheHits);
    counter("aerie.cache.misses", "Objects that were fetched", EngineStatus::cacheMisses);
    gauge("aerie.engine.collections", "Collections", EngineStatus::collections);
    gauge("aerie.engine.memtable.bytes", "Rows not in a segment yet", EngineStatus::memtableBytes);
    gauge("aerie.engine.epoch", "Newest epoch known", EngineStatus::epoch);
    gauge("aerie.engine.writer", "1 if this pod writes", status -> status.writer() ? 1 : 0);
    counter("aerie.engine.wal.commits", "Log objects written", EngineStatus::walCommits);
    counter("aerie.engine.flushes", "Segments written from memory", EngineStatus::flushes);
    counter("aerie.engine.compactions", "Merges of segments", EngineStatus::compactions);
    counter("aerie.engine.graph.builds", "Graphs built", EngineStatus::graphBuilds);
  }

  private void gauge(String name, String description, ToDoubleFunction<EngineStatus> figure) {
    Gauge.builder(name, engine, now -> figure.applyAsDouble(status.get(now)))
        .description(description)
        .register(meters);
  }

  private void counter(String name, String description, ToDoubleFunction<EngineStatus> figure) {
    FunctionCounter.builder(name, engine, now -> figure.applyAsDouble(status.get(now)))
        .description(description)
        .register(meters);
  }
}
