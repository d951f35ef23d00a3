package dev.aerie.controlplane.quote;

import dev.aerie.billing.price.Configuration;
import dev.aerie.billing.price.Estimate;
import dev.aerie.billing.price.Place;
import dev.aerie.billing.price.PriceBook;
import dev.aerie.billing.price.UnpricedException;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.Previews;
import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.option.Autoscaling;
import dev.aerie.controlplane.cluster.option.Bounds;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Region;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Quotes what clusters would cost. Safe for use by many threads. */
@ApplicationScoped
class QuoteService {
  private static final BigDecimal GB = BigDecimal.valueOf(1_000_000_000);
  private static final int DECIMALS = 3;

  private final Previews previews;
  private final RegionRepository regions;
  private final PriceRepository prices;
  private final BackupRepository backups;
  private final Clock clock;

  QuoteService(
      Previews previews,
      RegionRepository regions,
      PriceRepository prices,
      BackupRepository backups,
      Clock clock) {
    this.previews = previews;
    this.regions = regions;
    this.prices = prices;
    this.backups = backups;
    this.clock = clock;
  }

  Quote quote(Sql sql, QuoteRequest body) {
    body.check();
    QuoteRequest.Action action = body.action().orElseThrow();
    Optional<Cluster> before =
        switch (action) {
          case CREATE, RESTORE -> Optional.empty();
          case MODIFY, SUSPEND, RESUME ->
              Optional.of(previews.existing(sql, body.clusterId().orElseThrow()));
        };
    Cluster after =
        switch (action) {
          case CREATE -> previews.created(sql, body.create().orElseThrow());
          case RESTORE -> previews.deleted(sql, body.clusterId().orElseThrow());
          case MODIFY -> previews.changed(sql, before.orElseThrow(), body.changes().orElseThrow());
          case SUSPEND -> previews.suspended(before.orElseThrow());
          case RESUME -> previews.resumed(before.orElseThrow());
        };
    BigDecimal backedUp = body.backupGb().orElseGet(() -> gigabytes(backups.bytes(sql, after)));
    Function<Cluster, Configuration> costs =
        cluster -> configuration(cluster, body.storageGb().orElse(BigDecimal.ZERO), backedUp);
    Place place = place(regions.find(sql, after.region()).orElseThrow());
    PriceBook book = prices.at(sql, clock.instant());
    try {
      return quote(body, before, after, costs, new Pricing(book, place));
    } catch (UnpricedException unpriced) {
      throw new Problem(
          Code.NO_PRICES,
          unpriced.getMessage() + " Ask whoever runs this control plane to add one.");
    }
  }

  private record Pricing(PriceBook book, Place place) {
    Estimate of(Configuration wanted) {
      return Estimate.of(book, place, wanted);
    }
  }

  private static Quote quote(
      QuoteRequest body,
      Optional<Cluster> before,
      Cluster after,
      Function<Cluster, Configuration> costs,
      Pricing pricing) {
    Configuration wanted = costs.apply(after);
    Estimate now = before.map(costs).map(pricing::of).orElse(Estimate.NOTHING);
    Estimate then = pricing.of(wanted);
    Optional<Autoscaling> scaling = after.options().autoscaling().filter(Autoscaling::isAutomatic);
    return new Quote(
        body.action().orElseThrow(),
        body.clusterId(),
        after.region(),
        after.clusterClass(),
        pricing.book().currency(),
        pricing.book().validFrom(),
        Quote.Amounts.of(now),
        Quote.Amounts.of(then),
        Quote.text(then.hourly().subtract(now.hourly())),
        Quote.text(then.monthly().subtract(now.monthly())),
        scaling.map(one -> Quote.Amounts.of(pricing.of(sized(wanted, one, Bounds::min)))),
        scaling.map(one -> Quote.Amounts.of(pricing.of(sized(wanted, one, Bounds::max)))),
        changes(before, after),
        notes(body, scaling.isPresent()));
  }

  private static Configuration sized(
      Configuration wanted, Autoscaling scaling, Function<Bounds, Optional<Integer>> end) {
    return wanted.sized(
        scaling.units().flatMap(end).orElse(wanted.units()),
        scaling.replicas().flatMap(end).orElse(wanted.replicas()));
  }

  private static List<Quote.Change> changes(Optional<Cluster> before, Cluster after) {
    var changes = new ArrayList<Quote.Change>();
    before.ifPresent(
        now -> {
          add(
              changes,
              "units",
              now.units(),
              after.units(),
              "Compute is priced by the unit and hour.");
          add(
              changes,
              "replicas",
              now.replicas(),
              after.replicas(),
              "Each replica has all units of its own.");
          add(
              changes,
              "suspended",
              now.suspended(),
              after.suspended(),
              after.suspended()
                  ? "Without compute only what is stored costs something."
                  : "Compute costs something again.");
          add(
              changes,
              "autoscaling",
              now.options().autoscaling().flatMap(Autoscaling::mode).map(Enum::name).orElse("OFF"),
              after
                  .options()
                  .autoscaling()
                  .flatMap(Autoscaling::mode)
                  .map(Enum::name)
                  .orElse("OFF"),
              "The autoscaler chooses between least and most.");
        });
    return List.copyOf(changes);
  }

  private static void add(
      List<Quote.Change> changes, String field, Object from, Object to, String why) {
    if (!from.equals(to)) {
      changes.add(new Quote.Change(field, from.toString(), to.toString(), why));
    }
  }

  private static List<String> notes(QuoteRequest body, boolean scales) {
    var notes = new ArrayList<String>();
    notes.add("A month has %s hours.".formatted(Estimate.HOURS));
    if (body.storageGb().isEmpty()) {
      notes.add("Data is not counted: say how much is expected as storageGb.");
    }
    if (body.backupGb().isEmpty()) {
      notes.add("Backups are counted as they are now: say as backupGb if they will be others.");
    }
    if (scales) {
      notes.add("The autoscaler begins with the size that is asked for.");
    }
    return List.copyOf(notes);
  }

  private static Configuration configuration(
      Cluster cluster, BigDecimal storage, BigDecimal backedUp) {
    return new Configuration(
        cluster.clusterClass(),
        cluster.units(),
        cluster.replicas(),
        !cluster.suspended(),
        storage,
        backedUp);
  }

  private static BigDecimal gigabytes(long bytes) {
    return BigDecimal.valueOf(bytes).divide(GB, DECIMALS, RoundingMode.CEILING);
  }

  /** A customer's own region has prices of its own, wherever it is. */
  private static Place place(Region region) {
    return region.kind() == Region.Kind.BYOC
        ? new Place("byoc", "")
        : new Place(region.cloud(), region.cloudRegion().orElse(""));
  }
}
