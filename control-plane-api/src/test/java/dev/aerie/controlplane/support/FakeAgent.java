package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.access.ApiKeySecret;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The agent of a region, {@code local} unless a test says otherwise: says what a test wants it to
 * have seen.
 */
public final class FakeAgent {
  private final String id = UUID.randomUUID().toString();
  private final AtomicLong batch = new AtomicLong();

  /** The key of the agent of region {@code local}. */
  public static final String KEY = "key-of-region-local";

  private final Api api;

  private FakeAgent(String key) {
    api = new Api(key);
  }

  /** The agent of {@code local} that has told what its region offers. */
  public static FakeAgent present() {
    return enrolled(Surroundings.REGION_TOKEN, KEY);
  }

  /** An agent that came in by a token and has told what its region offers. */
  public static FakeAgent enrolled(String token, String key) {
    enrol(token, key).mustBe(200);
    var agent = new FakeAgent(key);
    agent.report("", "");
    return agent;
  }

  /** Shows a token and the hash of a key. */
  public static Api.Answer enrol(String token, String key) {
    return Api.anonymous()
        .post(
            "/agent/v1/enrol",
            "{\"token\": \"%s\", \"keySha256\": \"%s\"}"
                .formatted(token, ApiKeySecret.sha256(key)));
  }

  /** Asks that another key hold as well. */
  public Api.Answer rotate(String next) {
    return api.post(
        "/agent/v1/key", "{\"keySha256\": \"%s\"}".formatted(ApiKeySecret.sha256(next)));
  }

  public long report(String statuses, String usage) {
    return send(batch.incrementAndGet(), statuses, usage)
        .mustBe(200)
        .json()
        .path("accepted")
        .asLong();
  }

  /** Tells what its region knows beyond the first version of the protocol. */
  public void understands(String... features) {
    tell("\"features\": [%s]".formatted(quoted(features)));
  }

  /** Tells what clusters of class {@code standard} can run. */
  public void offers(String... versions) {
    tell(
        "\"classes\": [{\"name\": \"standard\", \"default\": true, \"versions\": [%s]}]"
            .formatted(quoted(versions)));
  }

  private static String quoted(String... texts) {
    return Arrays.stream(texts).map(text -> '"' + text + '"').collect(Collectors.joining(", "));
  }

  private void tell(String region) {
    says("\"region\": {%s}".formatted(region));
  }

  /** Reports these fields, nothing of the region itself among them. */
  public void says(String fields) {
    api.post(
            "/agent/v1/report",
            "{\"agentId\": \"%s\", \"batch\": %d, %s}"
                .formatted(id, batch.incrementAndGet(), fields))
        .mustBe(200);
  }

  /** Tells something beside statuses and usage, as in {@code "events": […]}. */
  public Api.Answer tells(String lists) {
    return api.post(
        "/agent/v1/report",
        "{\"agentId\": \"%s\", \"batch\": %d, %s}".formatted(id, batch.incrementAndGet(), lists));
  }

  /** Tells how a backup is. */
  public void seesBackup(String cluster, String name, String phase, String more) {
    says(
        "\"backups\": [{\"clusterId\": \"%s\", \"name\": \"%s\", \"phase\": \"%s\"%s}]"
            .formatted(cluster, name, phase, more));
  }

  /** Tells that a backup is no more. */
  public void seesBackupGone(String cluster, String name) {
    says(
        "\"backups\": [{\"clusterId\": \"%s\", \"name\": \"%s\", \"gone\": true}]"
            .formatted(cluster, name));
  }

  /** Tells how a restore into a cluster is. */
  public void seesRestore(String cluster, String name, String phase, String more) {
    says(
        "\"restores\": [{\"clusterId\": \"%s\", \"name\": \"%s\", \"phase\": \"%s\"%s}]"
            .formatted(cluster, name, phase, more));
  }

  /** Begins a batch, for {@link #repeat} to send. */
  public void next() {
    batch.incrementAndGet();
  }

  public Api.Answer repeat(String statuses, String usage) {
    return send(batch.get(), statuses, usage);
  }

  private Api.Answer send(long number, String statuses, String usage) {
    return api.post(
        "/agent/v1/report",
        """
        {"agentId": "%s", "batch": %d, "sentAt": "2026-01-01T00:00:00Z", "region": {"kubernetesVersion": "v1.35.4",
         "agentVersion": "0.1.0", "classes": [
           {"name": "standard", "description": "For most work.", "cpuPerUnit": "500m", "memoryPerUnit": "512Mi", "default": true},
           {"name": "large", "cpuPerUnit": "2", "memoryPerUnit": "8Gi", "default": false}]},
         "statuses": [%s], "usage": [%s]}
        """
            .formatted(id, number, statuses, usage));
  }

  /** Tells of a cluster and nothing of the region, which keeps its features by that. */
  public void tellsOf(String cluster, long generation, String fields) {
    says(
        "\"statuses\": [{\"clusterId\": \"%s\", \"generation\": %d, %s}]"
            .formatted(cluster, generation, fields));
  }

  public void sees(String cluster, long generation, String phase) {
    sees(cluster, generation, phase, 1);
  }

  public void sees(String cluster, long generation, String phase, int ready) {
    String endpoint = phase.equals("Ready") ? "\"http://127.0.0.1:30001\"" : "null";
    report(
        """
        {"clusterId": "%s", "generation": %d, "phase": "%s", "reason": "%s", "message": null, "endpoint": %s,
         "readyReplicas": %d, "version": "0.1.0", "gone": false}
        """
            .formatted(cluster, generation, phase, phase, endpoint, ready),
        "");
  }

  public void seesGone(String cluster, long generation) {
    report(
        "{\"clusterId\": \"%s\", \"generation\": %d, \"gone\": true}"
            .formatted(cluster, generation),
        "");
  }

  /** What it is to erase of a cluster, if it is. */
  public Optional<JsonNode> erasure(String cluster) {
    return StreamSupport.stream(desired(0, 0).path("erasures").spliterator(), false)
        .filter(document -> document.path("clusterId").asText().equals(cluster))
        .findFirst();
  }

  /** Tells that no object of a cluster is left. */
  public void seesErased(String cluster) {
    says("\"erasures\": [{\"clusterId\": \"%s\", \"erased\": true}]".formatted(cluster));
  }

  /** Tells what hinders the erasure of a cluster. */
  public void cannotErase(String cluster, String reason) {
    says(
        "\"erasures\": [{\"clusterId\": \"%s\", \"erased\": false, \"reason\": \"%s\"}]"
            .formatted(cluster, reason));
  }

  /** The newest request for logs; waits until there is one. */
  public JsonNode awaitLogRequest() {
    JsonNode told = desired(0, 0);
    while (told.path("logRequests").isEmpty()) {
      told = desired(told.path("revision").asLong(), 5);
    }
    return told.path("logRequests").get(0);
  }

  /** Answers a request for logs. */
  public Api.Answer answersLogs(String request, String pods) {
    return api.post(
        "/agent/v1/logs", "{\"requestId\": \"%s\", \"pods\": [%s]}".formatted(request, pods));
  }

  public JsonNode desired(long after, int wait) {
    return api.get("/agent/v1/desired?after=%d&wait=%d".formatted(after, wait)).mustBe(200).json();
  }

  public JsonNode document(String cluster) {
    return StreamSupport.stream(desired(0, 0).path("clusters").spliterator(), false)
        .filter(document -> document.path("clusterId").asText().equals(cluster))
        .findFirst()
        .orElseThrow();
  }
}
