"""A Slack on localhost: Web API, Socket Mode, Events API and a page, as strict as Slack. Knows nothing of the product."""
