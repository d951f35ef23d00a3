package dev.aerie.controlplane.region;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the table of clouds and their regions. Safe for use by many threads. */
@ApplicationScoped
class CloudRegions {

  List<CloudRegion> list(Sql sql) {
    return sql.list(
        "SELECT * FROM cloud_regions ORDER BY cloud, name",
        row -> new CloudRegion(row.string("cloud"), row.string("name"), row.string("place")));
  }

  boolean contains(Sql sql, String cloud, String name) {
    return list(sql).stream()
        .anyMatch(known -> known.cloud().equals(cloud) && known.name().equals(name));
  }
}
