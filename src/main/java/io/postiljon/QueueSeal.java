package io.postiljon;

import io.postiljon.crypto.QueueTags;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.springframework.jms.support.converter.MessageConversionException;

/**
 * Every message of a queue carries a tag of the gateway that wrote it, over queue, text and headers; one without a tag that fits is
 * a fault and ends among the dead letters of its queue. So the broker's own login steers nothing (catalogue of attacks, C9 and C10).
 */
final class QueueSeal implements MessageCreatedStrategy {
    static final String TAG_HEADER = "GatewayTag";
    private static final String QUEUE_PREFIX = "queue:";

    private final QueueTags tags;

    QueueSeal(QueueTags tags) {
        this.tags = tags;
    }

    /** The last step before a message leaves: text and headers are in it. */
    @Override public void onMessageCreated(Message message, Session session, Exchange exchange, Throwable cause) {
        String endpoint = exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class);
        int name = endpoint.indexOf(QUEUE_PREFIX);
        if (name < 0) {
            throw new IllegalStateException("internal messages go to a queue");
        }
        String queue = endpoint.substring(name + QUEUE_PREFIX.length()).replaceFirst("\\?.*", "");
        try {
            message.setStringProperty(TAG_HEADER, tags.tag(queue, text(message), header(message, QueuePolicy.TRACE_HEADER), header(message, QueuePolicy.AGENCY_HEADER)));
        } catch (JMSException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    /** @throws MessageConversionException unless a gateway wrote it for this queue */
    void require(TextMessage message) throws JMSException {
        Optional<String> tag = header(message, TAG_HEADER);
        boolean fits = tag.isPresent() && message.getJMSDestination() instanceof Queue queue
                && tags.fits(tag.get(), queue.getQueueName(), message.getText(), header(message, QueuePolicy.TRACE_HEADER), header(message, QueuePolicy.AGENCY_HEADER));
        if (!fits) {
            throw new MessageConversionException("an internal message carries the tag of a gateway; this one does not");
        }
    }

    private static String text(Message message) throws JMSException {
        if (message instanceof TextMessage text && text.getText() != null) {
            return text.getText();
        }
        throw new IllegalStateException("internal messages are texts");
    }

    private static Optional<String> header(Message message, String name) throws JMSException {
        return Optional.ofNullable(message.getStringProperty(name));
    }
}
