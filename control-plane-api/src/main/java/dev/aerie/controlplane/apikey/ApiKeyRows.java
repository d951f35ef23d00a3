package dev.aerie.controlplane.apikey;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.KeyScope;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads API keys from rows, and writes their scopes. Safe for use by many threads. */
@ApplicationScoped
public class ApiKeyRows {
  private static final TypeReference<List<KeyScope>> SCOPES = new TypeReference<>() {};

  private final JsonColumns json;

  ApiKeyRows(JsonColumns json) {
    this.json = json;
  }

  ApiKey read(Row row) {
    return new ApiKey(
        row.string("id"),
        row.string("org_id"),
        row.text("project_id"),
        row.strings("cluster_ids"),
        row.string("name"),
        row.string("role"),
        scopes(row),
        row.strings("ip_allowlist"),
        row.time("expires_at"),
        row.time("revoked_at"),
        row.text("rotated_to"),
        row.time("last_used_at"),
        Creator.read(row),
        row.instant("created_at"),
        row.number("etag"));
  }

  /** The scopes of a row of {@code api_keys}. */
  public List<KeyScope> scopes(Row row) {
    return json.read(row.string("scopes"), SCOPES);
  }

  String text(List<KeyScope> scopes) {
    return json.write(scopes);
  }
}
