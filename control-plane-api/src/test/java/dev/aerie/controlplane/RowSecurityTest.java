package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.EndedSessions;
import dev.aerie.controlplane.alert.AlertEvaluation;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tries, as the application's role, to reach rows of another tenant in every table there is, with
 * and without the settings of row-level security.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RowSecurityTest {
  /** What belongs to the platform and holds nothing of a tenant. */
  private static final Set<String> PLATFORM =
      Set.of(
          "account_events",
          "agent_batches",
          "cloud_regions",
          "ended_sessions",
          "ended_subjects",
          "plans",
          "prices",
          "flyway_schema_history");

  IdentityProvider people;
  @Inject Database database;
  @Inject AlertEvaluation alerts;
  @Inject EndedSessions ended;
  @Inject MovableClock clock;
  private Tenant tenant;
  private Tenant stranger;
  private String cluster;
  private String mine;

  @BeforeEach
  void fillEveryTable() throws SQLException {
    tenant = Tenant.make(people);
    stranger = Tenant.make(people);
    FakeAgent agent = FakeAgent.present();
    cluster = tenant.newCluster("rows").mustBe(202).id();
    tenant.newKey("DATA_VIEWER", "").mustBe(201);
    agent.report(
        "",
        "{\"id\": \"%s\", \"clusterId\": \"%s\", \"units\": 1, \"replicas\": 1, \"from\": \"2026-01-10T00:00:00Z\", \"to\": \"2026-01-10T00:01:00Z\"}"
            .formatted("meter-" + cluster, cluster));
    agent
        .tells(
            """
            "metrics": [{"clusterId": "%1$s", "at": "%3$s", "figures": {"rows": 1}}],
            "events": [{"id": "e", "clusterId": "%1$s", "at": "%3$s", "type": "NORMAL", "reason": "Ready", "note": ""}],
            "keyUses": [{"clusterId": "%1$s", "instance": "i", "keyId": "%2$s", "hour": "%3$s", "calls": 1,
              "refused": 0, "firstAt": "%3$s", "lastAt": "%3$s"}]
            """
                .formatted(
                    cluster,
                    tenant.owner().get("/v1/me").mustBe(200).json().at("/principal/id").asText(),
                    clock.instant().truncatedTo(ChronoUnit.HOURS)))
        .mustBe(200);
    agent.understands("backups", "restores");
    String kept = "/v1/clusters/" + cluster;
    String backup = tenant.owner().post(kept + "/backups", "{}").mustBe(202).id();
    agent.seesBackup(cluster, backup.replace('_', '-'), "Ready", "");
    tenant.owner().post(kept + "/backups/" + backup + ":restore", "{}").mustBe(202);
    tenant
        .owner()
        .post(kept + "/backup-schedules", "{\"name\": \"n\", \"schedule\": \"0 3 * * *\"}")
        .mustBe(201);
    tenant
        .person()
        .post(
            "/v1/projects",
            "{\"organizationId\": \"%s\", \"name\": \"repeatable\"}"
                .formatted(tenant.organization()),
            "Idempotency-Key",
            "rows")
        .mustBe(201);
    Superuser.run(
        "INSERT INTO log_requests VALUES ('%1$s', 'log-of-' || '%1$s', '%2$s', '%3$s', 'local', NULL, 1, NULL, '2999-01-01')"
            .formatted(tenant.organization(), tenant.project(), cluster));
    mine = userOf(tenant);
    String token = tenant.newRegion("rows").mustBe(201).json().at("/enrolment/token").asText();
    FakeAgent.enrolled(token, "key for " + token);
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"guest@example.org\", \"role\": \"MEMBER\"}")
        .mustBe(201);
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/service-accounts",
            "{\"name\": \"tool\"}")
        .mustBe(201);
    tenant.newRole("rows", "CLUSTER_READ", "NONE").mustBe(201);
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/audit-sinks",
            "{\"name\": \"rows\", \"syslog\": {\"host\": \"127.0.0.1\", \"port\": 1}, \"enabled\": false}")
        .mustBe(201);
    String channel =
        tenant
            .owner()
            .post(
                "/v1/organizations/" + tenant.organization() + "/notification-channels",
                "{\"name\": \"rows\", \"email\": {\"addresses\": [\"rows@example.org\"]}}")
            .mustBe(201)
            .id();
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/alert-rules",
            "{\"name\": \"rows\", \"condition\": {\"kind\": \"CLUSTER_STATE\", \"states\": [\"CREATING\"]}, \"channelIds\": [\"%s\"]}"
                .formatted(channel))
        .mustBe(201);
    alerts.evaluate();
    String organization = "'" + tenant.organization() + "'";
    String person = "'" + mine + "'";
    String project = "'" + tenant.project() + "'";
    String group = "'grp-of-" + tenant.organization() + "'";
    Superuser.run(
        "INSERT INTO audit_checkpoints VALUES (%s, 0, '', now())".formatted(organization),
        "INSERT INTO project_memberships VALUES (%s, %s, %s, 'DATA_VIEWER')"
            .formatted(organization, project, person),
        "INSERT INTO scim_tokens VALUES (%s, 'stk-of-' || %s, 'idp', %s, now())"
            .formatted(organization, organization, organization),
        "INSERT INTO scim_users VALUES (%s, %s, 'ada', NULL, true, '{}', false, 1, now(), now())"
            .formatted(organization, person),
        "INSERT INTO scim_groups VALUES (%s, %s, 'all', NULL, NULL, 1, now(), now())"
            .formatted(organization, group),
        "INSERT INTO scim_group_members VALUES (%s, %s, %s)".formatted(organization, group, person),
        "INSERT INTO scim_group_projects VALUES (%s, %s, %s, 'DATA_VIEWER')"
            .formatted(organization, group, project));
    String connection = tenant.organization().replace("org_", "sso_");
    Superuser.addSsoConnection(tenant.organization(), connection);
    Superuser.run(
        "INSERT INTO sso_sign_ins VALUES (%s, '%s', %s, 'session', now())"
            .formatted(organization, connection, person));
  }

  private static String userOf(Tenant whose) {
    return whose.person().get("/v1/me").mustBe(200).json().path("principal").path("id").asText();
  }

  @Test
  void noTableShowsOrTakesRowsOfAnotherTenant() throws SQLException {
    List<Scope> scopes =
        List.of(
            Scope.none(),
            Scope.organization(stranger.organization()),
            Scope.caller(List.of(stranger.organization()), userOf(stranger)),
            Scope.subject("somebody else"),
            Scope.region("another region"));
    var soft = new SoftAssertions();
    for (String table : tables()) {
      String where = " WHERE " + condition(table);
      assertThat(count(table + where)).as("the test has rows in " + table).isPositive();
      for (Scope scope : scopes) {
        String tried = table + " as " + scope;
        soft.assertThat(read(scope, table + where)).as("read " + tried).isZero();
        String column = firstColumn(table);
        soft.assertThat(
                change(scope, "UPDATE %s SET %s = %s".formatted(table, column, column) + where))
            .as("update " + tried)
            .isIn(Optional.of(0), Optional.empty());
        soft.assertThat(change(scope, "DELETE FROM " + table + where))
            .as("delete " + tried)
            .isIn(Optional.of(0), Optional.empty());
        soft.assertThat(change(scope, copyOf(table, where))).as("insert " + tried).isEmpty();
      }
    }
    soft.assertAll();
  }

  @Test
  void everyTableButThePlatformsHasRowSecurity() throws SQLException {
    assertThat(
            Superuser.list(
                "postgres",
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity"))
        .isSubsetOf(PLATFORM);
    assertThat(tables()).contains("users", "clusters", "audit_events", "idempotency_keys");
  }

  /** What a view shows is read as its owner, who sees the rows of all. */
  @Test
  void noViewIsTheApplications() throws SQLException {
    assertThat(
            Superuser.list(
                "postgres",
                "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace AND has_table_privilege('aerie_app', oid, 'SELECT, INSERT, UPDATE, DELETE')"))
        .isEmpty();
  }

  /**
   * A function of the schema's owner sees the rows of all: one that removes says itself whose rows
   * and how old, whatever it is told.
   */
  @Test
  void noFunctionOfTheOwnerRemovesWhatIsAnothersOrYoung() throws SQLException {
    ended.end("of-" + tenant.organization());
    ended.endAll("of-" + tenant.organization(), clock.instant());
    List<Scope> scopes =
        List.of(
            Scope.none(),
            Scope.organization(stranger.organization()),
            Scope.organization(tenant.organization()));
    Map<String, Long> before = rows();
    var soft = new SoftAssertions();
    for (String call : changingCalls()) {
      for (Scope scope : scopes) {
        database.transaction(scope, sql -> sql.list("SELECT " + call, row -> call));
        soft.assertThat(rows()).as(call + " as " + scope).isEqualTo(before);
      }
    }
    soft.assertAll();
  }

  @Test
  void noFunctionOfTheOwnerIsEverybodys() throws SQLException {
    assertThat(
            Superuser.list(
                "postgres",
                "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')"))
        .isEmpty();
  }

  /** Calls of what the application may call of the owner's: for the tenant, at a late time. */
  private List<String> changingCalls() throws SQLException {
    List<String> calls =
        Superuser.list(
            "postgres",
            """
            SELECT proname || '(' || (SELECT string_agg(CASE
                WHEN format_type(type, NULL) LIKE 'timestamp%%' THEN quote_literal('2999-01-01')
                WHEN format_type(type, NULL) IN ('integer', 'bigint') THEN '1000000'
                WHEN name = 'cluster' THEN quote_literal('%s')
                WHEN name = 'project' THEN quote_literal('%s')
                ELSE quote_literal('%s') END, ', ' ORDER BY n)
              FROM unnest(proargtypes::oid[], proargnames[:pronargs]) WITH ORDINALITY AS argument (type, name, n)) || ')'
            FROM pg_proc WHERE prosecdef AND provolatile = 'v' AND pronargs > 0 AND pronamespace = 'public'::regnamespace
              AND has_function_privilege('aerie_app', oid, 'EXECUTE') ORDER BY proname
            """
                .formatted(cluster, tenant.project(), tenant.organization()));
    assertThat(calls).hasSizeGreaterThan(9);
    return calls;
  }

  /** How many rows of the tenant are in each table. */
  private Map<String, Long> rows() throws SQLException {
    var rows = new TreeMap<String, Long>();
    for (String table : tables()) {
      rows.put(table, count(table + " WHERE " + condition(table)));
    }
    rows.put(
        "ended_sessions",
        count("ended_sessions WHERE session = 'of-" + tenant.organization() + "'"));
    rows.put(
        "ended_subjects",
        count("ended_subjects WHERE subject = 'of-" + tenant.organization() + "'"));
    return rows;
  }

  private static List<String> tables() throws SQLException {
    return Superuser.list(
            "postgres",
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname")
        .stream()
        .filter(table -> !PLATFORM.contains(table))
        .toList();
  }

  /** Which rows of a table are the tenant's. */
  private String condition(String table) {
    return Map.of(
            "users", "id = '" + mine + "'", "idempotency_keys", "principal_id = '" + mine + "'")
        .getOrDefault(table, "org_id = '" + tenant.organization() + "'");
  }

  private static long count(String from) throws SQLException {
    return Long.parseLong(Superuser.list("postgres", "SELECT count(*) FROM " + from).getFirst());
  }

  private static String firstColumn(String table) throws SQLException {
    return columns(table).getFirst();
  }

  private static List<String> columns(String table) throws SQLException {
    return Superuser.list(
        "postgres",
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = '%s' ORDER BY ordinal_position"
            .formatted(table));
  }

  /** A statement that adds a row like one of the tenant's. */
  private static String copyOf(String table, String where) throws SQLException {
    String columns = String.join(", ", columns(table));
    String row =
        Superuser.list("postgres", "SELECT to_json(t) FROM " + table + " t" + where + " LIMIT 1")
            .getFirst();
    return "INSERT INTO %s (%s) SELECT %s FROM json_populate_record(NULL::%s, '%s')"
        .formatted(table, columns, columns, table, row.replace("'", "''"));
  }

  private long read(Scope scope, String from) {
    return database.transaction(
        scope,
        sql ->
            sql.first("SELECT count(*) AS rows FROM " + from, row -> row.number("rows"))
                .orElseThrow());
  }

  /** How many rows it touched; empty when PostgreSQL refused it for want of a right. */
  private Optional<Integer> change(Scope scope, String statement) {
    try {
      return Optional.of(database.transaction(scope, sql -> sql.change(statement)));
    } catch (DatabaseException refused) {
      assertThat(refused.getMessage()).containsAnyOf("row-level security", "permission denied");
      return Optional.empty();
    }
  }
}
