package dev.aerie.controlplane.quote;

import dev.aerie.billing.price.Configuration;
import dev.aerie.billing.price.Estimate;
import dev.aerie.billing.price.Place;
import dev.aerie.billing.price.PriceBook;
import dev.aerie.billing.price.UnpricedException;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.Previews;
import dev.aerie.controlplane.cluster.backup.BackupRepository;
import dev.aerie.controlplane.cluster.backup.BackupService;
import dev.aerie.controlplane.cluster.backup.NewBackup;
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
  private final BackupService backups;
  private final BackupRepository backupRows;
  private final Caller caller;
  private final Clock clock;

  QuoteService(
      Previews previews,
      RegionRepository regions,
      PriceRepository prices,
      BackupService backups,
      BackupRepository backupRows,
      Caller caller,
      Clock clock) {
    this.previews = previews;
    this.regions = regions;
    this.prices = prices;
    this.backups = backups;
    this.backupRows = backupRows;
    this.caller = caller;
    this.clock = clock;
  }

  Quote quote(Sql sql, QuoteRequest body) {
    body.check();
    Optional<Cluster> before = before(sql, body);
    Cluster after = after(sql, body, before);
    PriceBook book = prices.at(sql, clock.instant());
    Place place = place(regions.find(sql, after.region()).orElseThrow());
    try {
      return quote(body, before, after, amounts(sql, body, after), new Pricing(book, place));
    } catch (UnpricedException unpriced) {
      throw new Problem(
          Code.NO_PRICES,
          unpriced.getMessage() + " Ask whoever runs this control plane to add one.");
    }
  }

  private Optional<Cluster> before(Sql sql, QuoteRequest body) {
    return switch (body.action().orElseThrow()) {
      case CREATE, RESTORE -> Optional.empty();
      case MODIFY, SUSPEND, RESUME, DELETE, BACKUP, RESTART, UPGRADE ->
          Optional.of(previews.existing(sql, body.clusterId().orElseThrow()));
    };
  }

  private Cluster after(Sql sql, QuoteRequest body, Optional<Cluster> before) {
    return switch (body.action().orElseThrow()) {
      case CREATE -> previews.created(sql, body.create().orElseThrow());
      case RESTORE -> previews.deleted(sql, body.clusterId().orElseThrow());
      case MODIFY -> previews.changed(sql, before.orElseThrow(), body.changes().orElseThrow());
      case SUSPEND -> previews.suspended(before.orElseThrow());
      case RESUME -> previews.resumed(before.orElseThrow());
      case DELETE -> previews.going(sql, before.orElseThrow());
      case RESTART -> previews.restarted(sql, before.orElseThrow());
      case UPGRADE -> previews.upgraded(sql, before.orElseThrow(), body.upgrade().orElseThrow());
      case BACKUP -> {
        Cluster kept = previews.backedUp(sql, before.orElseThrow());
        backups.check(sql, kept, body.backup().orElse(NewBackup.NONE));
        yield kept;
      }
    };
  }

  /**
   * What is stored, in 10⁹ bytes.
   *
   * @param before backups as they are
   * @param after backups then
   * @param sizes what these rest on
   */
  private record Stored(BigDecimal data, BigDecimal before, BigDecimal after, BackupSizes sizes) {}

  private Stored amounts(Sql sql, QuoteRequest body, Cluster cluster) {
    boolean told = caller.may(Permission.BACKUP_READ, cluster.target());
    BigDecimal data = body.storageGb().orElse(BigDecimal.ZERO);
    BigDecimal there = told ? gigabytes(backupRows.bytes(sql, cluster)) : BigDecimal.ZERO;
    Optional<BigDecimal> newest =
        told ? backupRows.newestBytes(sql, cluster).map(QuoteService::gigabytes) : Optional.empty();
    BackupSizes known = newest.isPresent() ? BackupSizes.KNOWN : BackupSizes.NONE;
    BackupSizes sizes = told ? known : BackupSizes.HIDDEN;
    if (body.action().orElseThrow() != QuoteRequest.Action.BACKUP) {
      BigDecimal expected = body.backupGb().orElse(there);
      return new Stored(data, expected, expected, sizes);
    }
    BigDecimal copy = body.storageGb().or(() -> newest).orElse(BigDecimal.ZERO);
    return new Stored(data, there, body.backupGb().orElse(there.add(copy)), sizes);
  }

  private record Pricing(PriceBook book, Place place) {
    Estimate of(Configuration wanted) {
      return Estimate.of(book, place, wanted);
    }
  }

  private static Quote quote(
      QuoteRequest body, Optional<Cluster> before, Cluster after, Stored stored, Pricing pricing) {
    Configuration wanted = configuration(after, stored.data(), stored.after());
    Estimate now =
        before
            .map(cluster -> pricing.of(configuration(cluster, stored.data(), stored.before())))
            .orElse(Estimate.NOTHING);
    Estimate then = pricing.of(wanted);
    Optional<Autoscaling> scaling =
        after
            .options()
            .autoscaling()
            .filter(Autoscaling::isAutomatic)
            .filter(one -> wanted.running());
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
        before.map(cluster -> QuotedChanges.of(cluster, after)).orElse(List.of()),
        QuoteNotes.of(body, after, scaling.isPresent(), stored.sizes()));
  }

  private static Configuration sized(
      Configuration wanted, Autoscaling scaling, Function<Bounds, Optional<Integer>> end) {
    return wanted.sized(
        scaling.units().flatMap(end).orElse(wanted.units()),
        scaling.replicas().flatMap(end).orElse(wanted.replicas()));
  }

  /** One that goes has no compute any more, and what it had only as its policy says. */
  private static Configuration configuration(
      Cluster cluster, BigDecimal storage, BigDecimal backedUp) {
    boolean going = cluster.state() == ClusterState.DELETING;
    boolean kept = !going || cluster.deletionPolicy() == DeletionPolicy.RETAIN;
    return new Configuration(
        cluster.clusterClass(),
        cluster.units(),
        cluster.replicas(),
        !cluster.suspended() && !going,
        kept ? storage : BigDecimal.ZERO,
        kept ? backedUp : BigDecimal.ZERO);
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
