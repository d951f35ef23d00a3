package dev.aerie.server.tls;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Shows a renewed certificate to those who connect from then on. One whose key has not been written
 * yet, or that is no good, leaves the one before in force.
 */
@ApplicationScoped
public class CertificateReload {
  private static final Logger LOG = Logger.getLogger(CertificateReload.class);
  private static final long INTERVAL_SECONDS = 2;

  private final TlsConfigurationRegistry registry;
  private final Event<CertificateUpdatedEvent> updates;
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("aerie-certificate").daemon().factory());
  private String shown = "";

  CertificateReload(TlsConfigurationRegistry registry, Event<CertificateUpdatedEvent> updates) {
    this.registry = registry;
    this.updates = updates;
  }

  void start(@Observes StartupEvent event) {
    Optional<TlsConfiguration> configuration = registry.get(HttpsPort.NAME);
    Optional<TlsFiles> files = TlsFiles.of(System.getenv());
    if (configuration.isPresent() && files.isPresent()) {
      shown = files.get().content();
      reader.scheduleWithFixedDelay(
          () -> look(files.get(), configuration.get()),
          INTERVAL_SECONDS,
          INTERVAL_SECONDS,
          TimeUnit.SECONDS);
    }
  }

  @PreDestroy
  void stop() {
    reader.shutdownNow();
  }

  private void look(TlsFiles files, TlsConfiguration configuration) {
    try {
      String found = files.content();
      if (!found.equals(shown)) {
        files.check();
        if (configuration.reload()) {
          updates.fire(new CertificateUpdatedEvent(HttpsPort.NAME, configuration));
          shown = found;
          LOG.infof("The certificate in %s is shown from now on", files.certificate());
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf("The certificate shown before stays: %s", e.getMessage());
    }
  }
}
