package dev.aerie.controlplane.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Gives an audit log away, whole or in part. */
@Path("/v1/audit-events:export")
@Tag(name = "Audit")
@RunOnVirtualThread
public class AuditExportResource {
  private static final String NDJSON = "application/x-ndjson";
  private static final int AT_ONCE = 200;

  private final Database database;
  private final Caller caller;
  private final AuditLog audit;
  private final ObjectMapper json;

  AuditExportResource(Database database, Caller caller, AuditLog audit, ObjectMapper json) {
    this.database = database;
    this.caller = caller;
    this.audit = audit;
    this.json = json;
  }

  @GET
  @Needs(Permission.AUDIT_READ)
  @Operation(
      summary = "Export audit events",
      description =
          "Oldest first, one JSON object a line, read and sent a part at a time; "
              + "itself recorded.")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = NDJSON, schema = @Schema(implementation = AuditEvent.class)))
  public Response export(@BeanParam AuditQuery query) {
    String organization = query.organization();
    caller.authorizeOrganization(organization);
    query.check();
    Scope scope = caller.scope();
    long last = database.transaction(scope, sql -> begin(sql, organization));
    StreamingOutput lines = out -> write(scope, query, last, out);
    return Response.ok(lines, NDJSON)
        .header("Content-Disposition", "attachment; filename=\"" + organization + ".ndjson\"")
        .build();
  }

  /** The newest event before the export's own; the export ends there, whatever comes meanwhile. */
  private long begin(Sql sql, String organization) {
    long last = new AuditChain(sql, organization).lock().seq();
    audit.record(
        sql, organization, "audit.export", organization, Optional.empty(), Optional.empty());
    return last;
  }

  private void write(Scope scope, AuditQuery query, long last, OutputStream out)
      throws IOException {
    List<AuditLink> part = List.of();
    do {
      long after = part.isEmpty() ? 0 : part.getLast().entry().seq();
      part = database.read(scope, sql -> query.oldest(sql, after, last, AT_ONCE));
      for (AuditLink link : part) {
        out.write(json.writeValueAsBytes(AuditEvent.of(link)));
        out.write('\n');
      }
      out.flush();
    } while (part.size() == AT_ONCE);
  }
}
