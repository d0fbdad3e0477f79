"""What people and programs see over HTTP: public pages, feeds, the desk."""
