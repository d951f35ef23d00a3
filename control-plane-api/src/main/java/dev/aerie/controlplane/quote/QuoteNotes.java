package dev.aerie.controlplane.quote;

import dev.aerie.billing.price.Estimate;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.backup.NewBackup;
import dev.aerie.controlplane.recyclebin.RecycleBin;
import java.util.ArrayList;
import java.util.List;

/** Tells what the amounts of a quote rest on, and what happens to the cluster. Pure functions. */
final class QuoteNotes {
  private QuoteNotes() {}

  static List<String> of(QuoteRequest body, Cluster after, boolean scales, BackupSizes sizes) {
    QuoteRequest.Action action = body.action().orElseThrow();
    var notes = new ArrayList<String>();
    notes.add("A month has %s hours.".formatted(Estimate.HOURS));
    if (body.storageGb().isEmpty()) {
      notes.add("Data is not counted: say how much is expected as storageGb.");
    }
    if (body.backupGb().isEmpty() && sizes == BackupSizes.HIDDEN) {
      notes.add(
          "Backups that it has are not counted, as your role does not read them: say how much there will be as backupGb.");
    } else if (body.backupGb().isEmpty() && action != QuoteRequest.Action.BACKUP) {
      notes.add("Backups are counted as they are now: say as backupGb if they will be others.");
    }
    if (scales) {
      notes.add("The autoscaler begins with the size that is asked for.");
    }
    switch (action) {
      case DELETE -> deletion(notes, after);
      case BACKUP -> backup(notes, body, sizes);
      case RESTART -> {
        notes.add("Its pods start anew, one after the other; the amounts stay.");
        alone(notes, after);
      }
      case UPGRADE -> upgrade(notes, after);
      case CREATE, MODIFY, SUSPEND, RESUME, RESTORE -> {
        // the amounts say it all
      }
    }
    return List.copyOf(notes);
  }

  private static void deletion(List<String> notes, Cluster after) {
    notes.add(
        after.deletionPolicy() == DeletionPolicy.RETAIN
            ? "Its data and backups are kept and cost what is shown: :restore brings the cluster back for %d days, and the objects stay until they are removed from the object store."
                .formatted(RecycleBin.KEPT.toDays())
            : "Its data and backups go with it, and nothing brings it back.");
    notes.add("Its schedules make no more backups.");
  }

  private static void backup(List<String> notes, QuoteRequest body, BackupSizes sizes) {
    notes.add(
        "A backup is priced by the size of its objects, those it shares with the cluster or other backups included.");
    if (body.storageGb().isEmpty() && body.backupGb().isEmpty() && sizes != BackupSizes.HIDDEN) {
      notes.add(
          sizes == BackupSizes.KNOWN
              ? "The copy is expected to be as large as the newest backup."
              : "No backup of it has been made yet, so the copy is not counted: say how much data there is as storageGb.");
    }
    if (body.backup().flatMap(NewBackup::verify).orElse(false)) {
      notes.add("What the restore that is tried needs while it runs is not counted.");
    }
  }

  private static void upgrade(List<String> notes, Cluster after) {
    if (after.suspended()) {
      notes.add("It has no pods now: it runs the version when it is resumed.");
      return;
    }
    notes.add("Its pods start with the version one after the other; the amounts stay.");
    alone(notes, after);
  }

  private static void alone(List<String> notes, Cluster after) {
    if (after.replicas() == 1) {
      notes.add("With one replica it does not answer until its pod has started.");
    }
  }
}
