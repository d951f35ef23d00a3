package dev.aerie.server.tls;

import dev.aerie.server.ServerConfig;
import io.grpc.Grpc;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Channels to other pods of this cluster. With TLS they are encrypted as the port is: all pods show
 * a certificate of the same name, so a pod that is reached by its address is asked for that name.
 * Thread-safe.
 */
@ApplicationScoped
public class PeerChannels {
  private static final long RELOAD_SECONDS = 5;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final ServerConfig.Tls config;
  private final ScheduledExecutorService reload =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("aerie-peer-trust").daemon().factory());
  private final Optional<AdvancedTlsX509TrustManager> trust;

  PeerChannels(ServerConfig config) {
    this.config = config.tls();
    this.trust = this.config.certFile().map(this::trust);
  }

  /** A channel to the pod at host:port, still to be built. */
  public ManagedChannelBuilder<?> to(String address) {
    if (trust.isEmpty()) {
      return ManagedChannelBuilder.forTarget(address).usePlaintext();
    }
    return Grpc.newChannelBuilder(
            address, TlsChannelCredentials.newBuilder().trustManager(trust.get()).build())
        .overrideAuthority(name(TlsFiles.leaf(config.certFile().orElseThrow())));
  }

  @PreDestroy
  void stop() {
    reload.shutdownNow();
  }

  private AdvancedTlsX509TrustManager trust(Path certificate) {
    Path trusted = config.caFile().orElse(certificate);
    try {
      AdvancedTlsX509TrustManager manager =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
              .build();
      var _ =
          manager.updateTrustCredentials(
              trusted.toFile(), RELOAD_SECONDS, TimeUnit.SECONDS, reload);
      return manager;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s holds no certificate that other pods can be checked by".formatted(trusted), e);
    }
  }

  /** A name that the certificate is for. */
  static String name(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(PeerChannels::isName)
          .map(entry -> ((String) entry.get(1)).replace("*", "pod"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the certificate of AERIE_TLS_CERT_FILE is for no DNS name and no address"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate's names can't be read", e);
    }
  }

  private static boolean isName(List<?> entry) {
    return entry.getFirst().equals(DNS_NAME) || entry.getFirst().equals(IP_ADDRESS);
  }
}
