package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.Open;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the console and tools need to know before anybody has signed in. */
@Path("/v1/console-config")
@Tag(name = "Console", description = "What the console asks for before anybody has signed in.")
public class ConsoleConfigResource {

  private final String issuer;

  ConsoleConfigResource(@ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    this.issuer = issuer;
  }

  @GET
  @Open
  @Operation(
      summary = "Get where signing in begins",
      description = "Where signing in and out begins.")
  public ConsoleConfig get() {
    return new ConsoleConfig("/login", "/logout", issuer);
  }

  /** The answer; the issuer is the realm where tools sign people in. */
  public record ConsoleConfig(String loginUrl, String logoutUrl, String issuer) {}
}
