package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.pass.Passes;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells clusters what is new of their class, that it has changed or that its canary has failed:
 * canaries first, the others only as fast as their passes are done. So what happens to a canary
 * meanwhile, or to any other cluster, waits for a few passes and not for those of a whole region.
 * Safe for concurrent use.
 */
public final class ClassNews {

  /** Passes in line while which nobody else is told: enough that no thread has to wait for one. */
  private static final int FEW = 8;

  private final Passes passes;
  private final Consumer<ResourceID> call;
  private final SortedSet<Untold> untold = new TreeSet<>();

  private record Untold(boolean canary, ResourceID id) implements Comparable<Untold> {

    private static final Comparator<Untold> ORDER =
        Comparator.comparing(Untold::canary)
            .reversed()
            .thenComparing(each -> each.id().getNamespace().orElse(""))
            .thenComparing(each -> each.id().getName());

    static Untold of(VectorCluster cluster) {
      return new Untold(FleetMember.isCanary(cluster), ResourceID.fromResource(cluster));
    }

    static Untold of(FleetMember member) {
      return new Untold(member.canary(), member.id());
    }

    @Override
    public int compareTo(Untold other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * @param passes the line in which clusters' passes wait
   * @param call has a pass over a cluster made
   */
  public ClassNews(Passes passes, Consumer<ResourceID> call) {
    this.passes = passes;
    this.call = call;
    passes.afterEach(this::goOn);
  }

  /** Has all of these told in due time: their class is not what it was. */
  public void changed(Stream<VectorCluster> clusters) {
    tell(clusters.map(Untold::of));
  }

  /** Has all of these told in due time: they have another reason to wait. */
  public void heldUp(Stream<FleetMember> members) {
    tell(members.map(Untold::of));
  }

  private void tell(Stream<Untold> all) {
    synchronized (untold) {
      all.forEach(untold::add);
    }
    goOn();
  }

  private void goOn() {
    for (Optional<ResourceID> id = next(); id.isPresent(); id = next()) {
      call.accept(id.get());
    }
  }

  private Optional<ResourceID> next() {
    synchronized (untold) {
      return untold.isEmpty() || passes.waiting() >= FEW
          ? Optional.empty()
          : Optional.of(untold.removeFirst().id());
    }
  }
}
