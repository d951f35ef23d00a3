package dev.aerie.local.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.part.ControlPlane;
import dev.aerie.local.part.Keycloak;
import dev.aerie.local.platform.Platform;
import dev.aerie.local.terminal.Steps;
import java.util.Map;
import java.util.Optional;

/** From a running platform to a cluster that can be searched, through the public API alone. */
public final class Quickstart {
  public static final String USER = Keycloak.FIRST_USER;
  private static final String NAME = "quickstart";
  private static final long POLL_MILLIS = 250;
  private static final long PATIENCE_MILLIS = 180_000;

  private final Platform platform;
  private final Home home;
  private final Steps steps;
  private Api api;

  public Quickstart(Platform platform) {
    this.platform = platform;
    this.home = platform.home();
    this.steps = platform.steps();
  }

  /** Makes what is not there yet and returns when the cluster runs. */
  public QuickstartRecord run() {
    api = steps.run("sign in as " + USER, () -> Api.of(platform));
    Optional<QuickstartRecord> before = QuickstartRecord.read(home);
    String organization =
        existing("/v1/organizations/", before.map(QuickstartRecord::organizationId))
            .orElseGet(() -> make("organization", "/v1/organizations", Map.of("name", NAME)));
    String project =
        existing("/v1/projects/", before.map(QuickstartRecord::projectId))
            .orElseGet(
                () ->
                    make(
                        "project",
                        "/v1/projects",
                        Map.of("organizationId", organization, "name", NAME)));
    String key =
        before
            .map(QuickstartRecord::apiKey)
            .filter(this::works)
            .orElseGet(() -> makeKey(organization));
    steps.run("region " + ControlPlane.REGION + " reports", this::awaitRegion);
    String cluster =
        existing("/v1/clusters/", before.map(QuickstartRecord::clusterId))
            .orElseGet(
                () ->
                    make(
                        "cluster",
                        "/v1/clusters",
                        Map.of("projectId", project, "name", NAME, "region", ControlPlane.REGION)));
    String endpoint = steps.run("cluster runs", () -> awaitRunning(cluster));
    QuickstartRecord record = new QuickstartRecord(organization, project, cluster, key, endpoint);
    record.write(home);
    return record;
  }

  private Optional<String> existing(String path, Optional<String> id) {
    return id.filter(known -> api.get(path + known).isPresent());
  }

  private boolean works(String key) {
    try {
      return new Api(platform.controlPlane().address(), key).get("/v1/me").isPresent();
    } catch (LauncherException e) {
      return false;
    }
  }

  private String make(String what, String path, Map<String, ?> body) {
    return steps.run("make " + what, () -> api.post(path, body).path("id").asText());
  }

  private String makeKey(String organization) {
    return steps.run(
        "make API key",
        () ->
            api.post(
                    "/v1/api-keys",
                    Map.of(
                        "organizationId", organization, "name", NAME, "role", "ORGANIZATION_OWNER"))
                .path("secret")
                .asText());
  }

  private void awaitRegion() {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!api.get("/v1/regions/" + ControlPlane.REGION)
        .map(region -> region.path("available").asBoolean() && !region.path("classes").isEmpty())
        .orElse(false)) {
      if (System.currentTimeMillis() > deadline) {
        throw new LauncherException(
            "region %s does not report; see ./aerie logs operator".formatted(ControlPlane.REGION));
      }
      pause();
    }
  }

  private String awaitRunning(String cluster) {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    String told = "";
    while (System.currentTimeMillis() < deadline) {
      JsonNode found = api.get("/v1/clusters/" + cluster).orElseThrow();
      String state = found.path("state").asText();
      String reason = found.path("stateReason").asText("");
      String now = reason.isEmpty() || reason.equals("null") ? state : state + ": " + reason;
      if (!now.equals(told)) {
        steps.tell("cluster " + now);
        told = now;
      }
      if (state.equals("RUNNING")) {
        return found.path("endpoint").asText();
      }
      if (state.equals("SUSPENDED")) {
        api.post("/v1/clusters/" + cluster + ":resume", Map.of());
      }
      pause();
    }
    throw new LauncherException(
        "the cluster does not run after %d s, its state is %s; see ./aerie kubectl describe vectorclusters -A"
            .formatted(PATIENCE_MILLIS / 1000, told));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }
}
