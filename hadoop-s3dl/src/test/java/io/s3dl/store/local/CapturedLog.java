package io.s3dl.store.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.rules.ExternalResource;

/** What a class logs during a test. */
public final class CapturedLog extends ExternalResource {

  private final Logger logger;
  private final List<LoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderSkeleton appender =
      new AppenderSkeleton() {
        @Override
        protected void append(LoggingEvent event) {
          events.add(event);
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
          return false;
        }
      };

  public CapturedLog(Class<?> type) {
    logger = Logger.getLogger(type);
  }

  public List<String> messages(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(LoggingEvent::getRenderedMessage)
        .toList();
  }

  @Override
  protected void before() {
    logger.addAppender(appender);
  }

  @Override
  protected void after() {
    logger.removeAppender(appender);
  }
}
