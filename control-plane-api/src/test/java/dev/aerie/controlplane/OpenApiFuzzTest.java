package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs the Python tests of {@code src/test/python} against this control plane; {@code
 * AERIE_TEST_PYTHON} is a Python that has what their {@code requirements.txt} lists.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@EnabledIfEnvironmentVariable(named = "AERIE_TEST_PYTHON", matches = ".+")
class OpenApiFuzzTest {
  private static final int MINUTES = 20;

  IdentityProvider people;

  @Test
  void everyAnswerIsDocumented() throws IOException, InterruptedException, SQLException {
    Tenant tenant = Tenant.make(people);
    FakeAgent agent = FakeAgent.present();
    var pytest =
        new ProcessBuilder(System.getenv("AERIE_TEST_PYTHON"), "-m", "pytest", "test_openapi.py")
            .directory(Path.of("src", "test", "python").toFile())
            .inheritIO();
    pytest.environment().put("AERIE_TEST_URL", Api.address());
    pytest.environment().put("AERIE_TEST_KEY", tenant.owner().credential());
    pytest.environment().put("AERIE_TEST_THERE", Api.JSON.writeValueAsString(there(tenant, agent)));
    Process running = pytest.start();
    try {
      assertThat(running.waitFor(MINUTES, TimeUnit.MINUTES)).as("pytest has ended").isTrue();
      assertThat(running.exitValue()).as("exit code of pytest, see its output").isZero();
    } finally {
      running.destroyForcibly();
    }
  }

  /** One of each kind of thing, by what stands before its id in addresses. */
  private Map<String, String> there(Tenant tenant, FakeAgent agent) throws SQLException {
    var there = new HashMap<String, String>();
    var cluster = tenant.newCluster("tried").mustBe(202);
    agent.sees(cluster.id(), 1, "Ready");
    agent.understands("backups", "restores", "restart", "cluster-options", "key-scopes");
    there.put("organizations", tenant.organization());
    there.put("projects", tenant.project());
    there.put("regions", "local");
    there.put("clusters", cluster.id());
    there.put("operations", cluster.text("operationId"));
    there.put("api-keys", tenant.newKey("DATA_VIEWER", "").mustBe(201).id());
    there.put("members", member(tenant));
    there.put("sso-connections", tenant.organization().replace("org_", "sso_"));
    Superuser.addSsoConnection(tenant.organization(), there.get("sso-connections"));
    String backups = "/v1/clusters/" + cluster.id() + "/backups";
    String backup = tenant.owner().post(backups, "{}").mustBe(202).id();
    agent.seesBackup(cluster.id(), backup.replace('_', '-'), "Ready", "");
    there.put("backups", backup);
    String restore = backups + "/" + backup + ":restore";
    there.put("restores", tenant.owner().post(restore, "{}").mustBe(202).id());
    Map.of(
            "invitations", "\"email\": \"guest@example.org\", \"role\": \"MEMBER\"",
            "service-accounts", "\"name\": \"tool\"",
            "project-roles", "\"name\": \"Readers\", \"permissions\": [\"CLUSTER_READ\"]",
            "scim-tokens", "\"name\": \"directory\"",
            "notification-channels",
                "\"name\": \"x\", \"email\": {\"addresses\": [\"a@example.org\"]}",
            "alert-rules",
                "\"name\": \"x\", \"condition\": {\"kind\": \"BACKUP_FAILED\"}, \"channelIds\": []",
            "audit-sinks",
                "\"name\": \"x\", \"enabled\": false, \"syslog\": {\"host\": \"127.0.0.1\", \"port\": 1}")
        .forEach((what, fields) -> there.put(what, made(tenant, what, fields)));
    there.put(
        "backup-schedules",
        tenant
            .owner()
            .post(
                "/v1/clusters/" + cluster.id() + "/backup-schedules",
                "{\"name\": \"nightly\", \"schedule\": \"0 3 * * *\"}")
            .mustBe(201)
            .id());
    return there;
  }

  private static String made(Tenant tenant, String what, String fields) {
    String path = "/v1/organizations/" + tenant.organization() + "/" + what;
    return tenant.owner().post(path, "{" + fields + "}").mustBe(201).id();
  }

  private String member(Tenant tenant) {
    new Api(people.tokenOf("fuzzed")).get("/v1/me").mustBe(200);
    return tenant.addMember("fuzzed@example.org", "MEMBER", "").mustBe(201).text("userId");
  }
}
