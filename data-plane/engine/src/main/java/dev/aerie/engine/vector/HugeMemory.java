package dev.aerie.engine.vector;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Native memory in pages of 2 MB where Linux has them. Rows read in no order from ordinary pages
 * cost a walk of the page tables each, in a virtual machine about as long as the read itself.
 */
public final class HugeMemory {
  private static final long PAGE = 2 << 20;
  private static final int READ_AND_WRITE = 3;
  private static final int PRIVATE_AND_ANONYMOUS = 0x22;
  private static final int ADVISE_HUGE_PAGES = 14;
  private static final Optional<Calls> CALLS = Calls.find();

  private HugeMemory() {}

  /** Zeroed memory, freed when unreachable; small pieces come from where all others do. */
  public static MemorySegment allocate(long bytes) {
    return bytes < PAGE || CALLS.isEmpty()
        ? Arena.ofAuto().allocate(bytes, 64)
        : CALLS.get().map(bytes).orElseGet(() -> Arena.ofAuto().allocate(bytes, 64));
  }

  /** The functions of the C library. */
  private record Calls(MethodHandle mmap, MethodHandle madvise, MethodHandle munmap) {
    static Optional<Calls> find() {
      if (!System.getProperty("os.name").equals("Linux")) {
        return Optional.empty();
      }
      return Optional.of(
          new Calls(
              function(
                  "mmap",
                  FunctionDescriptor.of(
                      ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG)),
              function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)),
              function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG))));
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    Optional<MemorySegment> map(long bytes) {
      long length = (bytes + PAGE - 1) / PAGE * PAGE + PAGE;
      try {
        MemorySegment start =
            (MemorySegment)
                mmap.invokeExact(
                    MemorySegment.NULL, length, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1, 0L);
        if (start.address() == -1) {
          return Optional.empty();
        }
        int unused = (int) madvise.invokeExact(start, length, ADVISE_HUGE_PAGES);
        MemorySegment memory = start.reinterpret(length, Arena.ofAuto(), _ -> unmap(start, length));
        return Optional.of(memory.asSlice(-start.address() & (PAGE - 1), bytes));
      } catch (Throwable e) {
        throw new IllegalStateException("the C library can't be called", e);
      }
    }

    private void unmap(MemorySegment start, long length) {
      try {
        int unused = (int) munmap.invokeExact(start, length);
      } catch (Throwable e) {
        throw new IllegalStateException("the C library can't be called", e);
      }
    }
  }
}
