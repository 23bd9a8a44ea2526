package io.s3dl.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.rules.ExternalResource;

/**
 * S3Proxy in this JVM, with objects in memory. Its classes are in a loader of their own, since they
 * include another AWS SDK and other versions of Jackson and Guava than the class path.
 *
 * <p>Its store deletes one object at a time. As released it deletes ten at once, and a directory
 * whose own object goes at the same time as the last one in it may stay in listings for ever.
 */
public final class EmbeddedS3 extends ExternalResource implements AutoCloseable {

  private static final String ACCESS_KEY = "s3dl-access";
  private static final String SECRET_KEY = "s3dl-secret-of-loopback";
  private static final String DELETING_IN_TURN = "io.s3dl.harness.DeletingInTurn";
  private static final String LARGEST = Long.toString(5L << 30);

  private final boolean asReleased;
  private URLClassLoader classes;
  private Object proxy;
  private S3Server server;

  /** As a rule of JUnit. */
  public EmbeddedS3() {
    this(false);
  }

  private EmbeddedS3(boolean asReleased) {
    this.asReleased = asReleased;
  }

  /** The one that the tests of a JVM share; it ends with the JVM. */
  public static S3Server shared() throws IOException {
    return Shared.INSTANCE.startOnce();
  }

  /** Starts a server of the caller's own, on a free port. */
  public static EmbeddedS3 start() throws IOException {
    return start(false);
  }

  /** The same, but with the fault that deletions at the same time have in S3Proxy. */
  public static EmbeddedS3 startAsReleased() throws IOException {
    return start(true);
  }

  private static EmbeddedS3 start(boolean asReleased) throws IOException {
    EmbeddedS3 embedded = new EmbeddedS3(asReleased);
    embedded.startOnce();
    return embedded;
  }

  /** Where it is, once it has been started. */
  public S3Server server() {
    return server;
  }

  @Override
  protected void before() throws IOException {
    startOnce();
  }

  @Override
  protected void after() {
    close();
  }

  private synchronized S3Server startOnce() throws IOException {
    if (server == null) {
      Thread thread = Thread.currentThread();
      ClassLoader context = thread.getContextClassLoader();
      classes = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
      thread.setContextClassLoader(classes);
      try {
        proxy = launch();
        int port = (int) proxy.getClass().getMethod("getPort").invoke(proxy);
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        server = new S3Server("s3proxy", endpoint, ACCESS_KEY, SECRET_KEY);
      } catch (ReflectiveOperationException e) {
        close();
        throw new IOException("S3Proxy cannot be started", e);
      } finally {
        thread.setContextClassLoader(context);
      }
    }
    return server;
  }

  private Object launch() throws ReflectiveOperationException {
    Properties options = new Properties();
    options.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    options.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    options.setProperty("s3proxy.identity", ACCESS_KEY);
    options.setProperty("s3proxy.credential", SECRET_KEY);
    options.setProperty("s3proxy.ignore-unknown-headers", "true");
    options.setProperty("s3proxy.max-single-part-object-size", LARGEST);
    options.setProperty("s3proxy.v4-max-non-chunked-request-size", "134217728");
    options.setProperty("s3proxy.v4-max-chunk-size", "134217728");
    Class<?> type = classes.loadClass("org.gaul.s3proxy.S3Proxy");
    Class<?> builderType = classes.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
    Class<?> storeType = classes.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
    Object store =
        classes
            .loadClass("org.gaul.s3proxy.nio2blob.TransientNio2BlobStore")
            .getConstructor()
            .newInstance();
    Object builder =
        builderType.getMethod("fromProperties", Properties.class).invoke(null, options);
    if (!asReleased) {
      store = classes.loadClass(DELETING_IN_TURN).getConstructor(storeType).newInstance(store);
    }
    builderType.getMethod("blobStore", storeType).invoke(builder, store);
    Object launched = builderType.getMethod("build").invoke(builder);
    type.getMethod("start").invoke(launched);
    return launched;
  }

  private static URL[] jars() throws IOException {
    try (InputStream list = EmbeddedS3.class.getResourceAsStream("s3proxy.class-path")) {
      if (list == null) {
        throw new IOException(
            "The list of S3Proxy's jars is missing; Maven writes it (contract-tests/harness)");
      }
      String paths = new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
      String[] names = paths.split(":", -1);
      URL[] jars = new URL[names.length + 1];
      for (int i = 0; i < names.length; i++) {
        jars[i] = Path.of(names[i]).toUri().toURL();
      }
      jars[names.length] = EmbeddedS3.class.getProtectionDomain().getCodeSource().getLocation();
      return jars;
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (proxy != null) {
        proxy.getClass().getMethod("stop").invoke(proxy);
      }
      if (classes != null) {
        classes.close();
      }
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("S3Proxy cannot be stopped", e);
    } finally {
      proxy = null;
      classes = null;
      server = null;
    }
  }

  private static final class Shared {
    static final EmbeddedS3 INSTANCE = new EmbeddedS3();
  }
}
