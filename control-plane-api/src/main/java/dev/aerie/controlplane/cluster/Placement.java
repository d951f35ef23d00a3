package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.ClusterClass;
import dev.aerie.controlplane.region.Region;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the region and class of a new cluster. Safe for use by many threads. */
@ApplicationScoped
class Placement {
  private static final int MOST_NAMED = 20;

  /** The feature of regions that make backups, and clusters from them. */
  static final String BACKUPS = "backups";

  private final RegionRepository regions;

  Placement(RegionRepository regions) {
    this.regions = regions;
  }

  /** The region of that name where an organisation may make clusters. */
  String region(Sql sql, String name, String organization) {
    Region region =
        regions
            .find(sql, name)
            .filter(found -> found.isFor(organization))
            .orElseThrow(() -> unknownRegion(sql, name, organization));
    if (region.draining()) {
      throw new Problem(
          Code.REGION_DRAINING,
          "Region %s is being emptied and takes no new clusters. Choose another one."
              .formatted(name));
    }
    return region.name();
  }

  /** Whether a region, which an organisation may use, is run by the platform. */
  boolean isManaged(Sql sql, String name, String organization) {
    return regions.find(sql, region(sql, name, organization)).orElseThrow().kind()
        == Region.Kind.MANAGED;
  }

  String clusterClass(Sql sql, String regionName, Optional<String> wanted) {
    Region region = regions.find(sql, regionName).orElseThrow();
    if (region.classes().isEmpty()) {
      throw new Problem(
          Code.REGION_UNAVAILABLE,
          "Region %s has not reported yet what it offers. Wait until GET /v1/regions/%s says it is available."
              .formatted(regionName, regionName));
    }
    return wanted
        .map(
            name ->
                region.classes().stream()
                    .filter(offered -> offered.name().equals(name))
                    .findFirst())
        .orElseGet(region::defaultClass)
        .map(ClusterClass::name)
        .orElseThrow(() -> unknownClass(region, wanted));
  }

  /**
   * Refuses what a region's agent would not do.
   *
   * @throws Problem 409 when its last report did not name one of the features
   */
  void mustUnderstand(Sql sql, String region, Set<String> features) {
    Set<String> missing = new TreeSet<>(features);
    missing.removeAll(regions.features(sql, region));
    if (!missing.isEmpty()) {
      throw notSupported(region, String.join(", ", missing));
    }
  }

  /** Refuses a version that the region does not have for a cluster's class. */
  void mustOffer(Sql sql, Cluster cluster, String version) {
    List<String> offered =
        regions.find(sql, cluster.region()).orElseThrow().classes().stream()
            .filter(one -> one.name().equals(cluster.clusterClass()))
            .flatMap(one -> one.versions().stream())
            .toList();
    if (offered.isEmpty()) {
      throw notSupported(cluster.region(), "versions of class " + cluster.clusterClass());
    }
    if (!offered.contains(version)) {
      throw unknown(
          Code.UNKNOWN_VERSION,
          "version",
          "Region %s has no version %s of class %s. Known versions: %s."
              .formatted(
                  cluster.region(), version, cluster.clusterClass(), String.join(", ", offered)));
    }
  }

  private static Problem notSupported(String region, String what) {
    return new Problem(
        Code.NOT_SUPPORTED_BY_REGION,
        "The agent of region %s does not know %s. Update the region, or choose another one."
            .formatted(region, what));
  }

  private Problem unknownRegion(Sql sql, String name, String organization) {
    String known =
        regions.list(sql, "", MOST_NAMED).stream()
            .filter(region -> region.isFor(organization))
            .map(Region::name)
            .collect(Collectors.joining(", "));
    return unknown(
        Code.UNKNOWN_REGION,
        "region",
        "There is no region %s. Known regions: %s.".formatted(name, known));
  }

  private static Problem unknownClass(Region region, Optional<String> wanted) {
    String known =
        region.classes().stream().map(ClusterClass::name).collect(Collectors.joining(", "));
    String said =
        wanted
            .map(name -> "Region %s has no class %s.".formatted(region.name(), name))
            .orElse("Region %s has no default class; name one.".formatted(region.name()));
    return unknown(Code.UNKNOWN_CLASS, "class", said + " Known classes: " + known + ".");
  }

  private static Problem unknown(Code code, String field, String detail) {
    return new Problem(code, detail, List.of(new FieldProblem(field, detail)));
  }
}
