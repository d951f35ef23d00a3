package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Reads clusters from rows, and writes their labels. */
@ApplicationScoped
class ClusterRows {
  private final ObjectMapper json;

  ClusterRows(ObjectMapper json) {
    this.json = json;
  }

  Cluster read(Row row) {
    return new Cluster(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("name"),
        row.string("region"),
        row.string("class"),
        row.text("version"),
        row.integer("units"),
        row.integer("replicas"),
        row.flag("suspended"),
        DeletionPolicy.valueOf(row.string("deletion_policy")),
        labels(row.string("labels")),
        ClusterState.valueOf(row.string("state")),
        row.text("state_reason"),
        row.text("endpoint"),
        row.number("generation"),
        row.number("observed_generation"),
        row.integer("ready_replicas"),
        row.text("operation_id"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }

  String text(Map<String, String> labels) {
    try {
      return json.writeValueAsString(labels);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("labels are not JSON", impossible);
    }
  }

  private Map<String, String> labels(String text) {
    try {
      return json.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the labels of a cluster are not what was written", broken);
    }
  }
}
