"""What is made to be shown to others: the year as a picture, the dashboards as a page."""
