package dev.aerie.server.activator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Kubernetes' API server, as far as one ConfigMap. Thread-safe.
 *
 * @param http trusts the cluster's authority only
 * @param mailbox the ConfigMap's own address
 * @param list where it is watched
 * @param token file of the credential, which is renewed
 */
record ApiServer(HttpClient http, URI mailbox, URI list, Path token) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int WATCH_SECONDS = 240;

  /**
   * As the container's environment says.
   *
   * @throws IllegalArgumentException with what is missing
   */
  static ApiServer of(Map<String, String> environment) {
    String namespace = required(environment, "AERIE_ACTIVATOR_NAMESPACE");
    String name = required(environment, "AERIE_ACTIVATOR_MAILBOX");
    String maps = "%s/api/v1/namespaces/%s/configmaps".formatted(url(environment), namespace);
    return new ApiServer(
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(Path.of(required(environment, "AERIE_KUBERNETES_CA_FILE"))))
            .build(),
        URI.create(maps + "/" + name),
        URI.create(
            "%s?watch=true&timeoutSeconds=%d&fieldSelector=metadata.name%%3D%s"
                .formatted(maps, WATCH_SECONDS, name)),
        Path.of(required(environment, "AERIE_KUBERNETES_TOKEN_FILE")));
  }

  HttpRequest patch(String body) throws IOException {
    return request(mailbox)
        .timeout(PATIENCE)
        .header("Content-Type", "application/merge-patch+json")
        .method("PATCH", BodyPublishers.ofString(body))
        .build();
  }

  HttpRequest watch() throws IOException {
    return request(list).build();
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest.Builder request(URI address) throws IOException {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + Files.readString(token).strip());
  }

  private static String url(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("AERIE_KUBERNETES_URL"))
        .orElseGet(
            () ->
                "https://%s:%s"
                    .formatted(
                        required(environment, "KUBERNETES_SERVICE_HOST"),
                        required(environment, "KUBERNETES_SERVICE_PORT")));
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream pem = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "AERIE_KUBERNETES_CA_FILE holds no certificates in PEM: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not set; the operator sets it for a cluster's activator"));
  }
}
