package org.lrs.tensor;

/**
 * An explicit stream of random numbers, keyed by what it is for.
 *
 * <p>{@code Rng.of(seed).split("random-start").forSample(id)} is the same stream whatever else was
 * drawn before, in whatever order or thread: children depend on the key path alone. So the random
 * start of an image does not depend on its batch, shard or resumption. Values come from the
 * SplitMix64 output function (Steele, Lea, Flood 2014) over a counter.
 *
 * <p>Drawing advances the stream; splitting does not. Not thread-safe: one stream, one user.
 */
public final class Rng {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long key;
  private long counter;
  private double spareGaussian = Double.NaN;

  private Rng(long key) {
    this.key = key;
  }

  /** The root stream of a seed. */
  public static Rng of(long seed) {
    return new Rng(mix(seed + GOLDEN));
  }

  /** The child stream of a purpose, such as {@code "random-start"}. */
  public Rng split(String purpose) {
    long hash = key;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ (purpose.charAt(i) + 0x100L * (i + 1)));
    }
    return new Rng(mix(hash + GOLDEN));
  }

  /** The child stream of an index: an epoch, a step, a copy. */
  public Rng split(long index) {
    return new Rng(mix(key ^ mix(index * GOLDEN + 0x632BE59BD9B4E019L)));
  }

  /** The child stream of an image, by its stable id. */
  public Rng forSample(long id) {
    return split("sample").split(id);
  }

  /** 64 random bits. */
  public long nextLong() {
    return mix(key + GOLDEN * ++counter);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform integer in [0, bound), without modulo bias. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, got " + bound);
    }
    long limit = (1L << 32) - (1L << 32) % bound;
    long bits;
    do {
      bits = nextLong() >>> 32;
    } while (bits >= limit);
    return (int) (bits % bound);
  }

  /** Standard normal, by the Box-Muller transform in strict arithmetic. */
  public double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * Math.PI * nextDouble();
    spareGaussian = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  /** {@code count} values uniform in [low, high). */
  public float[] uniform(int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + (high - low) * nextDouble());
    }
    return values;
  }

  /** {@code count} standard normal values. */
  public float[] gaussian(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) nextGaussian();
    }
    return values;
  }

  /** A random order of 0 .. count-1. */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
